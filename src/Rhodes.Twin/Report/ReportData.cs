using System.Text.Json;
using System.Text.Json.Nodes;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Report;

/// <summary>
/// What the charts are drawn from, as JSON inside the page: averages in each stretch of the time, and the squares of the floor. Its
/// encoder leaves no letter that could end a script.
/// </summary>
internal static class ReportData
{
    /// <summary>Tenants with charts of their own.</summary>
    private const int MostTenants = 12;

    private static readonly JsonSerializerOptions Plain = new() { WriteIndented = false };

    public static string Of(RunReport report)
    {
        var time = report.Time;
        JsonObject data = new()
        {
            ["from"] = time.From.Milliseconds,
            ["end"] = time.End.Milliseconds,
            ["width"] = time.WidthMs,
            ["stretches"] = time.Stretches,
            ["device"] = report.DeviceWord,
            ["use"] = List(SiteSections.Uses.Select(use => new JsonObject
            {
                ["name"] = use.Name, ["hue"] = use.Hue, ["values"] = Values(Series.Averages(time, report.Recorder.Uses.Of(use.Use))),
            })),
            ["waiting"] = Values(Series.Averages(time, report.Recorder.Tenants.Waiting)),
            ["most_waiting"] = Values(Series.Most(time, report.Recorder.Tenants.Waiting)),
            ["tenants"] = List(report.LargestTenants().Take(MostTenants).Select(tenant => Tenant(time, report.Tenants[tenant]))),
            ["pools"] = List(report.Recorder.Pools.All.Select(pool => Pool(time, pool))),
            ["recalls"] = Values(report.Recorder.Losses.Recalls.Sums[..time.Stretches].ToArray()),
            ["lost"] = List(Enum.GetValues<LossCause>().Where(cause => report.Figures.LostByCause[cause] > 0).Select(cause => Loss(report, cause))),
            ["floor"] = Floor(report),
        };
        return data.ToJsonString(Plain);
    }

    private static JsonObject Tenant(TimeLine time, TenantOverTime tenant) => new()
    {
        ["name"] = tenant.Name,
        ["leased"] = Values(Series.Averages(time, tenant.Leased)),
        ["own"] = Values(Series.Averages(time, tenant.Own)),
        ["loan"] = Values(Series.Averages(time, tenant.OnLoan)),
        ["waiting"] = Values(Series.Averages(time, tenant.Waiting)),
    };

    private static JsonObject Pool(TimeLine time, PoolOverTime pool)
    {
        var (nodes, leased) = (Series.Averages(time, pool.Nodes), Series.Averages(time, pool.Leased));
        return new()
        {
            ["name"] = pool.Name,
            ["spare"] = Values([.. nodes.Zip(leased, (all, used) => all - used)]),
            ["down"] = Values(Series.Averages(time, pool.Down)),
            ["most_down"] = Values(Series.Most(time, pool.Down)),
        };
    }

    private static JsonObject Loss(RunReport report, LossCause cause)
    {
        var lost = report.Recorder.Losses.LostDeviceMs(cause).Sums;
        var hours = new decimal[report.Time.Stretches];
        for (var i = 0; i < hours.Length; i++) hours[i] = decimal.Round((decimal)lost[i] / 3_600_000, 3);
        return new() { ["name"] = WorkSections.NameOf(cause), ["hue"] = $"c{(int)cause}", ["hours"] = Values(hours) };
    }

    /// <summary>For each square its name, then thousandths of its time: on its holder's own claim, on loan, down; then its faults.</summary>
    private static JsonObject Floor(RunReport report) => new()
    {
        ["level"] = report.Recorder.Floor.SquareLevel.Name(),
        ["groups"] = List(report.Recorder.Floor.Squares.GroupBy(square => (square.Area, square.Group)).Select(group => new JsonObject
        {
            ["area"] = group.Key.Area,
            ["name"] = group.Key.Group,
            ["squares"] = List(group.Select(square => new JsonArray(square.Name, Thousandths(square.OwnUse, square), Thousandths(square.OnLoan, square),
                Thousandths(square.Down, square), square.Faults))),
        })),
    };

    private static long Thousandths(long part, FloorSquare square) => square.Capacity == 0 ? 0 : (long)((Int128)part * 1_000 / square.Capacity);

    private static JsonArray List(IEnumerable<JsonNode> items) => new([.. items]);

    private static JsonArray Values<T>(T[] values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
