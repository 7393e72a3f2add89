using System.Text.Json.Nodes;
using Rhodes.Core.Contract;
using Rhodes.Core.Metering;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Cli.Commands;

/// <summary>A replay for programs.</summary>
internal static class ReplayJson
{
    public static string Of(Replayed replayed)
    {
        var figures = replayed.Figures;
        JsonObject json = new()
        {
            ["scenario"] = replayed.Scenario.Name,
            ["seed"] = replayed.Scenario.Seed,
            ["events_hash"] = replayed.EventsHash,
            ["wall_seconds"] = replayed.WallSeconds,
            ["peak_memory_mib"] = replayed.PeakMemoryMib,
            ["simulated_seconds"] = Json.Seconds(figures.Simulated),
        };
        AddJobs(json, figures);
        json["events"] = figures.Events;
        json["devices"] = figures.Devices;
        json["utilisation"] = decimal.Round(figures.Utilisation, 6);
        json["capacity_device_hours"] = ReplayFigures.Hours(figures.Capacity);
        json["device_hours"] = Hours(figures.Uses);
        json["device_hours_by_tenant"] = ByName(figures.UsesByTenant.Select(entry => (entry.Tenant, (JsonNode)Hours(entry.Uses))));
        json["wait_seconds"] = Waits(figures);
        AddWhatHappened(json, figures);
        json["jobs_larger_than_own_cells"] = replayed.Tally.LargerThanOwnCells;
        json["jobs_never_starting"] = replayed.Tally.NeverStarting;
        json["leases_over_before_start"] = replayed.Tally.LeasesOver;
        json["trace_rows_skipped"] = ByName(replayed.Tally.Skipped().Select(pair => (pair.Key, (JsonNode)pair.Value)));
        json["trace_remarks"] = Json.List(replayed.Tally.Remarks(), remark => (JsonNode)remark);
        json["laws_checked_after_every_instant"] = replayed.LawsChecked;
        json["law_violations"] = figures.LawViolations;
        return Json.Text(json);
    }

    private static void AddJobs(JsonObject json, ReplayFigures figures)
    {
        json["jobs_submitted"] = figures.JobsSubmitted;
        json["jobs_completed"] = figures.Outcomes[JobOutcome.Completed];
        json["jobs_failed"] = figures.Outcomes[JobOutcome.Failed];
        json["jobs_timed_out"] = figures.Outcomes[JobOutcome.TimedOut];
        json["jobs_cancelled"] = figures.Outcomes[JobOutcome.Cancelled];
        json["jobs_unfinished"] = figures.JobsUnfinished;
        json["jobs_never_launched"] = figures.JobsSubmitted - figures.JobsLaunched;
        json["service_replicas"] = figures.Replicas;
    }

    private static void AddWhatHappened(JsonObject json, ReplayFigures figures)
    {
        json["recalls"] = figures.Recalls;
        json["lost_device_hours"] = ReplayFigures.Hours(figures.LostDeviceMs);
        json["swaps"] = figures.Swaps;
        json["cells_moved"] = figures.CellsMoved;
        json["claims_changed_in_place"] = figures.ClaimsChangedInPlace;
        json["ended_early_on_loan"] = figures.EndedEarlyOnLoan;
        json["node_faults"] = figures.Faults;
        json["refusals"] = figures.Refusals;
    }

    private static JsonObject Hours(IReadOnlyDictionary<DeviceUse, Int128> uses) =>
        ByName(uses.OrderBy(pair => pair.Key).Select(pair => (Name(pair.Key), (JsonNode)ReplayFigures.Hours(pair.Value))));

    private static JsonObject Waits(ReplayFigures figures)
    {
        var json = One(figures.Waits);
        json["by_tenant"] = ByName(figures.WaitsByTenant.Select(entry => (entry.Tenant, (JsonNode)One(entry.Waits))));
        json["by_claim"] = ByName(figures.WaitsByClaim.Select(entry => (Name(entry.Claim), (JsonNode)One(entry.Waits))));
        return json;
    }

    private static JsonObject One(WaitFigures waits) => new()
    {
        ["jobs"] = waits.Jobs,
        ["p50"] = Json.Seconds(new Duration(waits.P50Ms)),
        ["p90"] = Json.Seconds(new Duration(waits.P90Ms)),
        ["p99"] = Json.Seconds(new Duration(waits.P99Ms)),
        ["mean"] = decimal.Round(waits.MeanMs / 1_000, 3),
    };

    private static JsonObject ByName(IEnumerable<(string Name, JsonNode Value)> entries) =>
        new(entries.Select(entry => KeyValuePair.Create(entry.Name, (JsonNode?)entry.Value)));

    private static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
