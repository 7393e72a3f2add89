using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Tests.LeaseBook.TinyWorlds;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.PrivateClusters;

/// <summary>What an engine may report, and no scenario says: work that was none at all.</summary>
public sealed class NoWorkTests
{
    [Fact]
    public void Work_that_was_none_has_a_turn_that_is_over_as_it_begins()
    {
        ControlCore core = new();
        core.Decide(new AddNodes(At(0), TinyFabric.Even.Spec()));
        core.Decide(new AddTenant(At(0), new() { Name = "a" }));
        core.Decide(new SubmitJob(At(0), new() { Name = "job", Tenant = "a", Groups = [new() { Nodes = 1, DevicesPerNode = 8 }] }));
        var launched = Assert.Single(core.Decide(new Settle(At(0))).OfType<AttemptLaunched>());

        core.Decide(new ReportCompleted(At(1), launched.Attempt, JobOutcome.Failed, WorkMs: 0));
        core.Decide(new ConfirmLease(At(1), new()
        {
            Name = "lease", Tenant = "a", Pool = "p", Shape = CellShape.OneNode, RecallNotice = Duration.Zero, Steps = [new(At(1), At(1_000), 1)],
        }));
        Assert.Contains(new TurnLaunched(launched.Attempt.Job), core.Decide(new Settle(At(1))));
        Assert.Equal(At(2), core.NextTimer);
        Assert.Contains(new TurnEnded(launched.Attempt.Job, TurnEnd.Finished), core.Decide(new Settle(At(2))));
    }

    private static Instant At(long milliseconds) => new(milliseconds);
}
