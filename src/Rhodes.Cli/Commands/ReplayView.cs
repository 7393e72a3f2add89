using Rhodes.Core.Contract;
using Rhodes.Core.Metering;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;
using Rhodes.Twin.Report;

namespace Rhodes.Cli.Commands;

/// <summary>A replay for people.</summary>
internal static class ReplayView
{
    public static void Show(Replayed replayed, Terminal terminal)
    {
        var figures = replayed.Figures;
        terminal.Out.WriteLine(
            $"{replayed.Scenario.Name}: {Words.Days(figures.Simulated)} of {figures.Devices:#,0} devices, {figures.Utilisation * 100:0.0} % of them in use, "
            + $"played in {replayed.WallSeconds:0.0} s");
        ShowJobs(figures, terminal);
        ShowUses(figures, terminal);
        ShowTenants(figures, terminal);
        ShowEvents(replayed, terminal);
        ShowLaws(replayed, terminal);
    }

    private static void ShowJobs(ReplayFigures figures, Terminal terminal)
    {
        List<string> parts = [$"{figures.Outcomes[JobOutcome.Completed]:#,0} completed"];
        Add(parts, figures.Outcomes[JobOutcome.Failed], "failed");
        Add(parts, figures.Outcomes[JobOutcome.TimedOut], "ran out of time");
        Add(parts, figures.Outcomes[JobOutcome.Cancelled], "cancelled");
        Add(parts, figures.JobsUnfinished, "unfinished");
        Add(parts, figures.JobsSubmitted - figures.JobsLaunched, "never launched");
        terminal.Out.WriteLine($"{Words.Count(figures.JobsSubmitted, "job")}: {string.Join(", ", parts)}");
        if (figures.Replicas > 0) terminal.Out.WriteLine($"{Words.Count(figures.Replicas, "replica")} of services, which have no end and do not count as jobs");
    }

    private static void ShowUses(ReplayFigures figures, Terminal terminal)
    {
        var table = Tables.WithColumns("devices were", "#device-hours", "#share");
        foreach (var (use, total) in figures.Uses.OrderBy(pair => pair.Key))
            table.Add(Word(use), $"{ReplayFigures.Hours(total):#,0.0}", Share(total, figures.Capacity));
        table.Add("in all", $"{ReplayFigures.Hours(figures.Capacity):#,0.0}", Share(figures.Capacity, figures.Capacity));
        terminal.Tables.Write(table);
    }

    private static void ShowTenants(ReplayFigures figures, Terminal terminal)
    {
        var table = Tables.WithColumns("tenant", "#jobs", "#wait p50", "#p90", "#p99", "#mean", "#own hours", "#on loan");
        for (var i = 0; i < figures.WaitsByTenant.Count; i++)
        {
            var uses = figures.UsesByTenant[i].Uses;
            table.Add([.. Row(figures.WaitsByTenant[i].Tenant, figures.WaitsByTenant[i].Waits),
                Words.Hours(uses[DeviceUse.Dedicated] + uses[DeviceUse.Guaranteed]), Words.Hours(uses[DeviceUse.Loan])]);
        }

        var all = figures.Uses;
        table.Add([.. Row("all", figures.Waits), Words.Hours(all[DeviceUse.Dedicated] + all[DeviceUse.Guaranteed]), Words.Hours(all[DeviceUse.Loan])]);
        terminal.Tables.Write(table);
        terminal.Out.WriteLine("Waits are from a job's submission to the first start of its code, over the jobs that were launched; hours are device-hours.");
    }

    private static void ShowEvents(Replayed replayed, Terminal terminal)
    {
        var (figures, tally) = (replayed.Figures, replayed.Tally);
        terminal.Out.WriteLine(
            $"{Words.Count(figures.Recalls, "recall")}; {Words.Hours(figures.LostDeviceMs)} device-hours of work lost to stops and {Words.Count(figures.Faults, "node fault")}");
        terminal.Out.WriteLine(
            $"{Words.Count(figures.EndedEarlyOnLoan, "job")} on either ended on loan; {Words.Count(figures.ClaimsChangedInPlace, "claim")} changed in place; "
            + $"{Words.Count(figures.Swaps, "swap")}; {Words.Count(figures.CellsMoved, "cell")} moved");
        if (tally.LargerThanOwnCells > 0) terminal.Out.WriteLine($"{Words.Count(tally.LargerThanOwnCells, "job")} that no cells of the tenant could ever hold: on loan, if at all");
        if (tally.NeverStarting > 0) terminal.Out.WriteLine($"{Words.Count(tally.NeverStarting, "job")} on guaranteed that no cells of the tenant could ever hold: never started");
        if (tally.LeasesOver > 0) terminal.Out.WriteLine($"{Words.Count(tally.LeasesOver, "lease")} over before the scenario starts; left out");
        if (figures.Refusals > 0) terminal.Out.WriteLine($"{Words.Count(figures.Refusals, "command")} refused: there was nothing left to change");
        foreach (var (reason, rows) in tally.Skipped()) terminal.Out.WriteLine($"{Words.Count(rows, "row")} of the trace skipped: {reason}");
        foreach (var remark in tally.Remarks()) terminal.Out.WriteLine(remark);
    }

    private static void ShowLaws(Replayed replayed, Terminal terminal)
    {
        var figures = replayed.Figures;
        var laws = figures.LawViolations == 0 ? "no law was violated" : $"{figures.LawViolations:#,0} VIOLATIONS OF LAWS";
        var how = replayed.LawsChecked ? "every law checked after every instant" : "checked: sums and recall notices; --check-laws checks the rest";
        terminal.Out.WriteLine($"{figures.Events:#,0} events, {replayed.EventsHash[..16]}…; {laws} ({how})");
    }

    private static string[] Row(string name, WaitFigures waits) =>
        [name, $"{waits.Jobs:#,0}", .. new[] { waits.P50Ms, waits.P90Ms, waits.P99Ms, (long)waits.MeanMs }.Select(Words.Time)];

    private static void Add(List<string> parts, long count, string what)
    {
        if (count > 0) parts.Add($"{count:#,0} {what}");
    }

    private static string Share(Int128 part, Int128 whole) => whole == 0 ? "-" : $"{(decimal)part / (decimal)whole * 100:0.0} %";

    private static string Word(DeviceUse use) => use switch
    {
        DeviceUse.Dedicated => "in use, dedicated",
        DeviceUse.Guaranteed => "in use, guaranteed",
        DeviceUse.Loan => "in use, on loan",
        DeviceUse.Held => "held",
        DeviceUse.Idle => "idle",
        DeviceUse.Down => "down",
        _ => throw Invariant.Broken($"there is no use {(int)use}"),
    };
}
