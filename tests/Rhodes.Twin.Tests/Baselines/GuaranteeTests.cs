using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Tests.Shared;
using Rhodes.Twin.Baselines;
using Rhodes.Twin.Compare;
using Rhodes.Twin.Tests.Replay;

namespace Rhodes.Twin.Tests.Baselines;

/// <summary>Guarantees are judged alike for Rhodes and for every baseline.</summary>
public sealed class GuaranteeTests
{
    private const string Jobs = """
          - jobs:
              - { name: all, tenant: lynx, at: 0s, runs: 4h, time-limit: 4h, gang: { nodes: 2, devices-per-node: 2 } }
              - { name: own, tenant: orca, at: 1h, runs: 1h, time-limit: 1h, gang: { devices-per-node: 2 } }
              - { name: next, tenant: orca, at: 1h, runs: 1h, time-limit: 1h, gang: { devices-per-node: 2 } }
              - { name: tip, tenant: orca, at: 1h, runs: 1h, claim: loan, gang: { devices-per-node: 1 } }
        """;

    [Fact]
    public void Rhodes_keeps_what_a_single_queue_does_not()
    {
        using ScratchScenario scratch = new(Jobs);
        var scenario = scratch.Load();
        var (rhodes, entitled) = Played(new ComparedRun(scenario, null, new()));
        Assert.Equal(new Misses(0, 0), rhodes.Misses);
        // Alone, orca would start one at 1:00 and one when that is over; what only borrows is entitled to nothing. Lynx leases nothing.
        Assert.Equal(["1h", "2h0.001s"], entitled.Select(each => $"{each.Turn - ScratchScenario.Start}"));
        Assert.All(entitled, each => Assert.Equal(each.Turn + Duration.FromMinutes(1), each.Due));
        // It starts both at 4:00: 179 and 119 minutes after they were due, with two devices each.
        var single = Played(new ComparedRun(scenario, null, Baseline.SingleQueue, entitled)).Row;
        Assert.Equal(new Misses(2, 2 * ((179 + 119) * 60_000L - 1)), single.Misses);
        Assert.Equal((0, 0), (single.Stops, single.NeverStarting));
        // It recalls at once what it counts as borrowed.
        var quota = Played(new ComparedRun(scenario, null, Baseline.Quota, entitled)).Row;
        Assert.Equal((new Misses(0, 0), 1), (quota.Misses, quota.Stops));
        var fenced = Played(new ComparedRun(scenario, null, Baseline.Static, entitled)).Row;
        Assert.Equal((new Misses(0, 0), 0, 1), (fenced.Misses, fenced.Stops, fenced.NeverStarting));
    }

    [Fact]
    public void What_is_due_after_the_end_is_not_judged()
    {
        using ScratchScenario scratch = new(Jobs);
        var scenario = scratch.Load();
        var entitled = Played(new ComparedRun(scenario, null, new())).Entitled;
        var single = Played(new ComparedRun(scenario, ScratchScenario.Start + Duration.FromMinutes(121), Baseline.SingleQueue, entitled)).Row;
        Assert.Equal(new Misses(1, 2 * 60 * 60_000L), single.Misses);   // and late until the end, which is an hour after it was due
    }

    /// <summary>Without an end it would play on to the last day of the leases.</summary>
    [Fact]
    public void What_can_never_start_does_not_hold_up_the_end()
    {
        using ScratchScenario scratch = new(Jobs);
        var scenario = scratch.Load() with { Until = null };
        var fenced = Played(new ComparedRun(scenario, null, Baseline.Static, [])).Row;
        Assert.Equal("4h", $"{fenced.Figures.Simulated}");
        Assert.Equal((3, 1), (fenced.Figures.JobsLaunched, fenced.NeverStarting));
    }

    /// <summary>Faults reach other work there, and work that only borrows has nowhere else to go than its tenant's own queue.</summary>
    [Fact]
    public void Without_faults_and_borrowers_static_keeps_every_guarantee_of_the_university()
    {
        var loaded = ScenarioFiles.Load(Repository.Place("examples", "university"), [.. Catalogue.Kinds.Select(kind => kind.Id)]);
        var scenario = loaded.Value! with { Faults = [], Commands = [] };
        scenario = scenario with
        {
            Jobs = [.. scenario.Jobs.Where(job => job.Job.Claim != Claim.Loan)],
            Services = [.. scenario.Services.Where(service => service.Service.Replica.Claim != Claim.Loan)],
        };
        var (rhodes, entitled) = Played(new ComparedRun(scenario, null, new()));
        Assert.Equal(0, rhodes.Misses.Jobs);
        Assert.NotEmpty(entitled);
        Assert.Equal(0, Played(new ComparedRun(scenario, null, Baseline.Static, entitled)).Row.Misses.Jobs);
    }

    private static (Compared Row, IReadOnlyList<Entitlement> Entitled) Played(ComparedRun run)
    {
        using (run)
        {
            while (run.PlayNext()) { }
            Assert.Null(run.Problem);
            return run.Sum();
        }
    }
}
