using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Metering;
using Rhodes.Core.PrivateClusters;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Laws;

/// <summary>
/// Slow and obvious: after every instant, whether the laws hold, from the state alone and by other ways than the core's own.
/// Law 1 needs the whole run and stands in <see cref="Verify.Verification"/>; law 7 needs two.
/// </summary>
public sealed class LawCheck : IRunObserver
{
    private readonly List<string> _violations = [];

    /// <summary>Each with the instant and the law; empty when all held.</summary>
    public IReadOnlyList<string> Violations => _violations;

    public void Saw(Instant at, Event @event)
    {
    }

    public void Settled(Instant at, ControlCore core)
    {
        var state = core.State;
        Report(at, 2, PlanCheck.Problems(state));
        if (!state.MayHeal) Report(at, 2, PlanCheck.BrokenBesideHealthy(state));   // else it is looked at in a millisecond
        Report(at, 3, OccupancyCheck.Problems(state));
        Report(at, 6, Sums(state, at));
        Report(at, 8, Waits(core, at));
    }

    public void Keep(Keeper keeper) => keeper.List(_violations, keeper.Text);

    private void Report(Instant at, int law, IEnumerable<string> problems)
    {
        foreach (var problem in problems) _violations.Add($"{at}: law {law}: {problem}");
    }

    private static IEnumerable<string> Sums(SiteState state, Instant at)
    {
        state.Meter.Advance(at);
        Int128 total = 0;
        long now = 0;
        foreach (var use in Enum.GetValues<DeviceUse>())
        {
            total += state.Meter.Total(use);
            now += state.Meter.Now(use);
        }

        if (total != state.Meter.Capacity) yield return $"the uses sum to {total} device-ms, the capacity is {state.Meter.Capacity}";
        if (now != state.Fabric.Devices) yield return $"the uses sum to {now} devices, the site has {state.Fabric.Devices}";
        var loaned = state.Jobs.Where(job => job.Loan is { Phase: not AttemptPhase.Placed }).Sum(job => (long)job.Loan!.Devices);
        if (loaned != state.Meter.Now(DeviceUse.Loan)) yield return $"{loaned} devices are on loan, {state.Meter.Now(DeviceUse.Loan)} are metered";
    }

    /// <summary>Every job that waits has a reason, and nothing was left undecided: explaining decides nothing.</summary>
    private static List<string> Waits(ControlCore core, Instant at)
    {
        List<string> problems = [];
        foreach (var tenant in core.State.Tenants)
        {
            try
            {
                var waits = Schedule.Explain(tenant.Cluster, at);
                foreach (var turn in tenant.Cluster.Waiting())
                    if (!waits.TryGetValue(turn.Number, out var wait) || wait.By == Blocker.None)
                        problems.Add($"job {turn.Number} of {tenant.Spec.Name} waits without a reason");
            }
            catch (InvariantBrokenException undecided)
            {
                problems.Add($"{tenant.Spec.Name}: {undecided.Message}");
            }
        }

        return problems;
    }
}
