using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Bench;

/// <summary>Leases as several tenants may ask for them over five years: whole pods, racks or nodes for one month to two years, some with ramps.</summary>
internal sealed class QuoteWishes(Chance chance)
{
    private const int Days = 1_826;
    private static readonly int[] Lengths = [30, 60, 90, 90, 180, 180, 365, 365, 730];
    private int _asked;

    public static readonly Instant Start = new(1_767_225_600_000);   // 2026-01-01

    public static readonly string[] Tenants = [.. Enumerable.Range(1, 12).Select(number => $"lab-{number}")];

    public LeaseSpec Next()
    {
        var pool = chance.OneOf("h100", "h100", "h100", "h200", "h200", "gb200");
        var (shape, most) = Shape(pool);
        return new()
        {
            Name = $"lease-{++_asked}", Tenant = chance.OneOf(Tenants), Pool = pool, Shape = shape,
            Mode = chance.Percent(10) ? LeaseMode.Dedicated : LeaseMode.Guaranteed, RecallNotice = Duration.FromMinutes(5), Steps = Steps(chance.Between(1, most)),
        };
    }

    private (CellShape Shape, int MostCells) Shape(string pool)
    {
        var nodes = pool == "gb200" ? 17 : 8;
        return chance.Between(0, 9) switch
        {
            < 4 => (new(Level.Pod, 0, 0, 0, pool == "gb200" ? 136 : 60), pool == "h100" ? 48 : pool == "h200" ? 16 : 6),
            < 7 => (new(Level.Rack, 0, 0, 0, nodes), pool == "h100" ? 96 : 32),
            _ => (CellShape.OneNode, pool == "h100" ? 128 : 48),
        };
    }

    private List<LeaseStep> Steps(int cells)
    {
        var length = chance.OneOf(Lengths);
        var first = chance.Between(0, Days - 30);
        var last = Math.Min(Days, first + length);
        if (cells < 3 || last - first < 60 || !chance.Percent(15)) return [new(Day(first), Day(last), cells)];
        var (second, third) = (first + ((last - first) / 3), first + ((last - first) * 2 / 3));
        return [new(Day(first), Day(second), Math.Max(1, cells / 3)), new(Day(second), Day(third), Math.Max(1, cells * 2 / 3)), new(Day(third), Day(last), cells)];
    }

    private static Instant Day(int day) => Start + Duration.FromDays(day);
}
