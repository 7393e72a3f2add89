using Rhodes.Core.Contract;
using Rhodes.Core.Metering;
using Rhodes.Core.Model;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Tests.Replay;

public sealed class ReplaySummaryTests
{
    [Fact]
    public void Every_device_hour_is_accounted_for()
    {
        using ScratchScenario scratch = new("""
              - jobs:
                  - { name: own, tenant: orca, at: 1h, runs: 2h, claim: guaranteed, gang: { devices-per-node: 2 } }
                  - { name: lent, tenant: lynx, at: 1h, runs: 3h, claim: loan, gang: { devices-per-node: 1 } }
            """);
        var figures = scratch.Play().Figures;
        Assert.Equal(
            [(DeviceUse.Dedicated, 0m), (DeviceUse.Guaranteed, 4), (DeviceUse.Loan, 3), (DeviceUse.Held, 0), (DeviceUse.Idle, 33), (DeviceUse.Down, 0)],
            figures.Uses.OrderBy(pair => pair.Key).Select(pair => (pair.Key, ReplayFigures.Hours(pair.Value))));
        Assert.Equal((40m, 0.175m, 4L), (ReplayFigures.Hours(figures.Capacity), figures.Utilisation, figures.Devices));
        Assert.Equal((2, 2, 0, 0), (figures.JobsSubmitted, figures.Outcomes[JobOutcome.Completed], figures.JobsUnfinished, figures.LawViolations));
    }

    [Fact]
    public void Waits_are_from_submission_to_the_first_launch()
    {
        using ScratchScenario scratch = new("""
              - jobs:
                  - { name: a, tenant: orca, at: 0s, runs: 2h, claim: guaranteed, gang: { devices-per-node: 2 } }
                  - { name: b, tenant: orca, at: 1h, runs: 2h, claim: guaranteed, gang: { devices-per-node: 2 } }
                  - { name: c, tenant: orca, at: 1h, runs: 2h, claim: guaranteed, held: true, gang: { devices-per-node: 2 } }
                  - { name: d, tenant: lynx, at: 1h, runs: 2h, gang: { devices-per-node: 2 } }
            """);
        var figures = scratch.Play().Figures;
        Assert.Equal(new WaitFigures(3, 0, 3_600_000, 3_600_000, 1_200_000), figures.Waits);
        Assert.Equal([("orca", 2L, 3_600_000L), ("lynx", 1, 0)], figures.WaitsByTenant.Select(entry => (entry.Tenant, entry.Waits.Jobs, entry.Waits.P90Ms)));
        Assert.Equal([(Claim.Either, 1L), (Claim.Guaranteed, 2), (Claim.Loan, 0)], figures.WaitsByClaim.Select(entry => (entry.Claim, entry.Waits.Jobs)));
        Assert.Equal((4, 3, 1), (figures.JobsSubmitted, figures.JobsLaunched, figures.JobsUnfinished));
    }

    [Fact]
    public void A_fault_costs_the_work_since_the_last_save()
    {
        using ScratchScenario scratch = new("""
              - jobs:
                  - { name: unsaved, tenant: orca, at: 0s, runs: 2h, claim: guaranteed, gang: { devices-per-node: 2 } }
                  - { name: saved, tenant: lynx, at: 0s, runs: 2h, claim: loan, gang: { devices-per-node: 2 }, checkpoint: { every: 30m, takes: 0s, restart: 0s } }
            """, "faults: [{ node: n1, at: 100m, for: 1h }, { node: n2, at: 100m, for: 1h }]");
        var figures = scratch.Play().Figures;
        // 100 minutes of two devices, and 10 minutes of two devices.
        Assert.Equal(220L * 60_000, (long)figures.LostDeviceMs);
        Assert.Equal((2L, 4m), (figures.Faults, ReplayFigures.Hours(figures.Uses[DeviceUse.Down])));
        Assert.Equal(2, figures.Outcomes[JobOutcome.Completed]);
    }

    [Fact]
    public void A_recall_is_counted_once_and_what_is_saved_in_time_is_not_lost()
    {
        using ScratchScenario scratch = new("""
              - jobs:
                  - { name: wide, tenant: lynx, at: 0s, runs: 3h, claim: loan, gang: { nodes: 2, devices-per-node: 2 }, checkpoint: { every: 30m, takes: 20s, restart: 1m } }
                  - { name: own, tenant: orca, at: 100m, runs: 1h, gang: { devices-per-node: 2 } }
            """);
        var figures = scratch.Play().Figures;
        Assert.Equal((1L, 0L, 2L), (figures.Recalls, (long)figures.LostDeviceMs, figures.Outcomes[JobOutcome.Completed]));
        Assert.Equal(20_000, figures.WaitsByTenant[0].Waits.P50Ms);
    }

    [Fact]
    public void What_does_not_end_by_itself_is_counted_by_how_it_ended()
    {
        using ScratchScenario scratch = new("""
              - jobs:
                  - { name: slow, tenant: orca, at: 0s, runs: 2h, time-limit: 1h, gang: { devices-per-node: 1 } }
                  - { name: bad, tenant: orca, at: 0s, runs: 1h, fails: true, gang: { devices-per-node: 1 } }
                  - { name: gone, tenant: orca, at: 2h, runs: 9h, array: 2, gang: { devices-per-node: 1 } }
                services: [{ name: chat, tenant: lynx, at: 0s, replicas: 2, gang: { devices-per-node: 1 } }]
                commands: [{ at: 3h, cancel: gone }, { at: 4h, cancel: chat }, { at: 5h, cancel: gone }]
            """);
        var figures = scratch.Play().Figures;
        Assert.Equal([0L, 1, 1, 2], Enum.GetValues<JobOutcome>().Select(outcome => figures.Outcomes[outcome]));
        Assert.Equal((4L, 2L, 2L), (figures.JobsSubmitted, figures.Replicas, figures.Refusals));
    }

    [Fact]
    public void Without_an_end_it_plays_until_all_jobs_are_over()
    {
        using ScratchScenario scratch = new("");
        scratch.Write("scenario.yaml", """
            horizon: { from: 2026-01-01 }
            workload:
              - jobs: [{ name: a, tenant: orca, at: 1h, runs: 2h, gang: { devices-per-node: 1 } }]
                services: [{ name: chat, tenant: lynx, at: 0s, replicas: 1, gang: { devices-per-node: 1 } }]
            """);
        Assert.Equal(3 * 3_600_000, scratch.Play().Figures.Simulated.Milliseconds);
    }
}
