using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Tests.Replay;

public sealed class ScenarioStepsTests
{
    private const string Job = "runs: 1h, gang: { devices-per-node: 1 }";

    [Fact]
    public void At_one_instant_come_the_site_leases_faults_work_and_commands_in_this_order()
    {
        using ScratchScenario scratch = new($$"""
              - jobs: [{ name: late, tenant: orca, at: 2h, {{Job}} }, { name: early, tenant: orca, at: 0s, {{Job}} }]
                services: [{ name: chat, tenant: orca, at: 0s, replicas: 1, gang: { devices-per-node: 1 }, scale: [{ at: 1h, replicas: 2 }, { at: 4h, replicas: 3 }] }]
                commands: [{ at: 0s, hold: early }, { at: 3h, cancel: chat }]
            """, "faults: [{ node: n1, at: 0s, for: 2h }]\nlease-commands: [{ at: 5h, end: one }]");
        Assert.Equal(
            "0 AddNodes, 0 AddTenant, 0 AddTenant, 0 ConfirmLease, 0 ReportNodeDown, 0 SubmitJob, 0 SubmitService, 0 HoldJob, 1 ScaleService, "
            + "2 ReportNodeUp, 2 SubmitJob, 3 ScaleService, 5 EndLease",
            Told(scratch.Steps()));
    }

    [Fact]
    public void Jobs_of_a_trace_become_nodes_and_devices_and_equal_ones_share_their_groups()
    {
        using var scratch = ScratchScenario.OfTrace(
            ["2026-01-01 01:00:00,60,1,60,orca", "2026-01-01 02:00:00,60,3,180,lynx", "2026-01-01 03:00:00,60.5,1,60.5,orca"]);
        var jobs = scratch.Steps().Where(step => step.Command is SubmitJob).Select(step => (step, ((SubmitJob)step.Command).Job)).ToList();
        Assert.Equal(["philly-1", "philly-2", "philly-3"], jobs.Select(each => each.Job.Name));
        Assert.Equal([(1, 1), (2, 2), (1, 1)], jobs.Select(each => (each.Job.Groups[0].Nodes, each.Job.Groups[0].DevicesPerNode)));
        Assert.Equal(60_500, jobs[2].step.Work!.Value.WorkMs);
        Assert.Same(jobs[0].Job.Groups, jobs[2].Job.Groups);
    }

    [Fact]
    public void A_selection_is_moved_to_where_it_is_to_start()
    {
        using var scratch = ScratchScenario.OfTrace(
            ["2020-01-01 01:00:00,60,1,60,orca", "2020-01-01 02:00:00,60,1,60,orca", "2020-01-01 03:30:00,60,1,60,orca", "2020-01-01 04:00:00,60,1,60,orca"],
            ", select: { from: 2020-01-01T02:00Z, first: 2 }, starts: 2026-01-01T05:00Z");
        Assert.Equal("5 SubmitJob, 6 SubmitJob", Told(scratch.Steps().Where(step => step.Command is SubmitJob)));
    }

    [Fact]
    public void Work_and_traces_are_merged_by_time_and_end_with_the_horizon()
    {
        using var scratch = ScratchScenario.OfTrace(
            ["2026-01-01 01:00:00,60,1,60,orca", "2026-01-01 03:00:00,60,1,60,orca", "2026-01-01 10:00:00,60,1,60,orca"],
            rest: "  - jobs: [{ name: mine, tenant: orca, at: 2h, runs: 1h, gang: { devices-per-node: 1 } }]");
        Assert.Equal(["philly-1", "mine", "philly-2"], scratch.Steps().Select(step => step.Command).OfType<SubmitJob>().Select(submit => submit.Job.Name));
    }

    [Fact]
    public void Nothing_of_a_trace_is_left_out_in_silence()
    {
        using var scratch = ScratchScenario.OfTrace(
            ["2025-12-31 23:00:00,60,1,60,orca", "2026-01-01 01:00:00,0,1,0,orca", "2026-01-01 01:00:00,60,0,0,orca", "2026-01-01 02:00:00,60,4,240,orca"]);
        var (figures, tally, problem) = scratch.Play();
        Assert.Null(problem);
        Assert.Equal(1, figures.JobsSubmitted);
        Assert.Equal(1, tally.LargerThanOwnCells);
        Assert.Equal(
            ["it had no processors: 1", "it ran for no time: 1", "it was submitted before the horizon starts: 1"],
            tally.Skipped().Select(pair => $"{pair.Key}: {pair.Value}"));
    }

    [Fact]
    public void A_lease_of_the_past_is_left_out_and_told()
    {
        using ScratchScenario scratch = new($"  - jobs: [{{ name: a, tenant: lynx, at: 0s, {Job} }}]");
        scratch.Write("leases.yaml", "leases: [{ name: old, tenant: orca, pool: h100, cells: 2 x node, from: 2025-01-01, until: 2026-01-01 }]");
        var (figures, tally, problem) = scratch.Play();
        Assert.Null(problem);
        Assert.Equal((1, 1), (tally.LeasesOver, figures.Outcomes[JobOutcome.Completed]));
    }

    [Theory]
    [InlineData("2026-01-01 01:00:00,60,1,60,shark",
        "scenario.yaml:3:14: job 1 of the trace, of 'shark', which is no tenant of the site; expected one of lynx, orca\n  Map the trace's names to tenants under 'tenants' of the trace, or add the tenant to tenants.yaml.")]
    [InlineData("2026-01-01 01:00:00,60,5,300,orca",
        "scenario.yaml:3:14: job 1 of the trace, of 5 processors, which no cell and no domain of the site could ever hold; expected jobs that fit on the site when it is empty\n  Leave it out with 'select', or map it otherwise under 'jobs'.")]
    [InlineData("2026-01-01 01:00:00,sixty,1,60,orca", "jobs.csv:2:21: found 'sixty'; expected the duration in seconds, a number from 0 to 3,155,760,000")]
    public void A_job_that_cannot_be_here_stops_the_run_with_its_place(string row, string expected)
    {
        using var scratch = ScratchScenario.OfTrace([row]);
        Assert.Equal(expected, scratch.Play().Problem);
    }

    [Fact]
    public void A_trace_that_is_cut_off_stops_the_run()
    {
        using ScratchScenario scratch = new("  - { trace: jobs.csv.gz, format: philly, jobs: { devices-per-node: 2 } }", "");
        var rows = Enumerable.Range(0, 600).Select(i => $"2026-01-01 0{i / 60}:{i % 60:00}:00,{i + 1},1,{i + 1},orca");
        scratch.WriteGzip("jobs.csv.gz", ScratchScenario.Csv(rows), cutBytes: 400);
        Assert.Contains("damaged or cut-off gzip data after this line", scratch.Play().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Inline_work_that_never_fits_stops_the_run_before_it_starts()
    {
        using ScratchScenario scratch = new("  - jobs: [{ name: huge, tenant: orca, at: 9h, runs: 1h, gang: { nodes: 3, devices-per-node: 2 } }]");
        var (figures, _, problem) = scratch.Play();
        Assert.StartsWith("scenario.yaml:3:20: 'huge' of 6 devices, which no cell and no domain of the site could ever hold", problem, StringComparison.Ordinal);
        Assert.Equal(0, figures.Events);
    }

    [Fact]
    public void A_lease_that_cannot_be_kept_stops_the_run_with_the_nearest_offers()
    {
        using ScratchScenario scratch = new($"  - jobs: [{{ name: a, tenant: orca, at: 0s, {Job} }}]");
        scratch.Write("leases.yaml", """
            leases:
              - { name: one, tenant: orca, pool: h100, cells: 1 x node, from: 2026-01-01, until: 2026-01-02 }
              - { name: two, tenant: lynx, pool: h100, cells: 2 x node, from: 2026-01-01, until: 2026-01-03 }
            """);
        Assert.Equal("""
            leases.yaml:3:13: lease two cannot be kept beside those that are confirmed (proved): at 2026-01-01T00:00:00Z 3 nodes would be needed, and there are 2; expected leases that can all be kept
              It could be:
                fewer: 1 x node, 2026-01-01T00:00:00Z to 2026-01-03T00:00:00Z
                later: 2 x node, 2026-01-02T00:00:00Z to 2026-01-04T00:00:00Z
            """, scratch.Play().Problem);
    }

    private static string Told(IEnumerable<Step> steps) =>
        string.Join(", ", steps.Select(step => $"{(step.At - ScratchScenario.Start).Milliseconds / 3_600_000} {step.Command.GetType().Name}"));
}
