using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Metering;
using Rhodes.Core.Model;
using Rhodes.Core.PrivateClusters;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Tests.Stories;

/// <summary>What a story can show beside what really runs, faults that reach a tenant, and refusals.</summary>
[Flags]
internal enum Shown
{
    Work = 1,

    /// <summary>Turns of the private schedules.</summary>
    Turns = 2,

    /// <summary>Where cells stand.</summary>
    Cells = 4,

    /// <summary>Only what is told to leave, leaves or changes its claim.</summary>
    Leaving = 8,

    /// <summary>Nodes that come and go, and that are to go.</summary>
    Nodes = 16,
}

/// <summary>Tells a run in lines, one for each thing that became so.</summary>
internal sealed class Teller(Shown shown, IEnumerable<Question> questions) : IRunObserver
{
    private readonly List<string> _lines = [];
    private readonly List<string> _tenants = [];
    private readonly Dictionary<int, string> _nodes = [];
    private readonly Dictionary<AttemptId, AttemptPlaced> _placed = [];
    private readonly Queue<Question> _questions = new(questions);

    public IReadOnlyList<string> Lines => _lines;

    public void Saw(Instant at, Event @event)
    {
        Remember(@event);
        var line = shown.HasFlag(Shown.Leaving) ? Leaving(@event)
            : Work(@event) ?? (shown.HasFlag(Shown.Turns) ? Turns(@event) : null) ?? (shown.HasFlag(Shown.Cells) ? Cells(@event) : null)
                ?? (shown.HasFlag(Shown.Nodes) ? Nodes(@event) : null);
        if (line is not null) _lines.Add($"{Story.Clock(at)} {line}");
    }

    public void Settled(Instant at, ControlCore core)
    {
        while (_questions.Count > 0 && _questions.Peek().At <= at)
        {
            var question = _questions.Dequeue();
            if (question.At < at) continue;
            var answers = question.What == "why" ? Waits(core, at) : Uses(core, at);
            _lines.AddRange(answers.Select(answer => $"{Story.Clock(at)} {answer}"));
        }
    }

    private void Remember(Event @event)
    {
        switch (@event)
        {
            case FabricChanged e:
                foreach (var added in e.Added) _nodes.Add(added.Id.Value, added.Spec.Name);
                break;
            case TenantAdded e: _tenants.Add(e.Spec.Name); break;
            case AttemptPlaced e: _placed.Add(e.Attempt, e); break;
        }
    }

    private string? Work(Event @event) => @event switch
    {
        AttemptLaunched e => Launched(e),
        JobEnded e => $"{Told(e.Job)} {e.Outcome.ToString().ToLowerInvariant()}",
        CellNodeLost e => $"{_tenants[e.Tenant]} has one node less ({e.Virtual})",
        CellNodeBack e => $"{_tenants[e.Tenant]} has its node again ({e.Virtual})",
        CommandRefused e => $"refused: {e.Why}",
        _ => Leaving(@event),
    };

    private string? Leaving(Event @event) => @event switch
    {
        AttemptStopping e => $"{Told(e.Attempt.Job)} told to leave by {Story.Clock(e.Deadline)} ({e.Why.ToString().ToLowerInvariant()})",
        AttemptEnded { How: AttemptEnd.Stopped or AttemptEnd.Killed or AttemptEnd.Lost or AttemptEnd.Withdrawn } e =>
            $"{Told(e.Attempt.Job)} {e.How.ToString().ToLowerInvariant()}{Kept(e.KeptMs)}",
        ReplicaExited e => $"{Told(e.Job)} exited, {e.BackOff.InARow} in a row, not before {Story.Clock(e.BackOff.Until!.Value)}",
        ClaimChanged e => $"{Told(e.Attempt.Job)} is guaranteed where it runs",
        _ => null,
    };

    private string? Turns(Event @event) => @event switch
    {
        TurnStarted e => $"{Told(e.Job)} has its turn on {string.Join(" + ", e.Place.Select(share => Numbers(share.Nodes)))}",
        TurnLaunched e => $"the turn of {Told(e.Job)} runs",
        TurnStopping e => $"the turn of {Told(e.Job)} is to end by {Story.Clock(e.Until)} ({e.Why.ToString().ToLowerInvariant()})",
        TurnStopped e => $"the turn of {Told(e.Job)} waits again{Kept(e.KeptMs)}",
        TurnInterrupted e => $"the turn of {Told(e.Job)} is interrupted{Kept(e.KeptMs)}",
        TurnDelayed e => $"the turn of {Told(e.Job)} waits until {Story.Clock(e.BackOff.Until!.Value)}{Kept(e.KeptMs)}",
        TurnDue e => $"the turn of {Told(e.Job)} may come",
        TurnEnded e => $"the turn of {Told(e.Job)} is over ({e.How.ToString().ToLowerInvariant()})",
        _ => null,
    };

    private string? Cells(Event @event) => @event switch
    {
        CellOpened e => $"cell {e.Tenure} opens on {Names(e.Hosts)}",
        CellClosed e => $"cell {e.Tenure} closes",
        CellMoved e => $"cell {e.Tenure} moves to {Names(e.Hosts)}",
        DomainsSwapped e => $"the {e.A.Level.Name()} of {_nodes[e.A.Anchor.Value]} and that of {_nodes[e.B.Anchor.Value]} are swapped",
        NodesRehosted e => $"{_tenants[e.Tenant]}'s {Numbers(e.Virtual)} now on {Names(e.Hosts)}",
        NodesClosed e => $"{Names(e.Nodes)} closed to all but {_tenants[e.Tenant]}",
        NodesReopened e => $"{Names(e.Nodes)} open to all",
        _ => null,
    };

    private string? Nodes(Event @event) => @event switch
    {
        NodeWentDown e => $"{Names([e.Node])} is down",
        NodeCameUp e => $"{Names([e.Node])} is up",
        NodeDraining e => $"{Names([e.Node])} is to go by {Story.Clock(e.Until)}",
        NodeKept e => $"{Names([e.Node])} is to stay",
        _ => null,
    };

    private string Launched(AttemptLaunched launched)
    {
        var placed = _placed[launched.Attempt];
        var claim = placed.Claim == Claim.Loan ? "loan" : "guaranteed";
        var from = launched.ResumeFromMs > 0 ? $", goes on from {new Duration(launched.ResumeFromMs)}" : "";
        return $"{Told(launched.Attempt.Job)} launched on {string.Join(" + ", placed.Place.Select(share => Names(share.Nodes)))} ({claim}{from})";
    }

    private static string Kept(long kept) => kept > 0 ? $", {new Duration(kept)} kept" : "";

    private string Told(JobId job) => $"job {job.Number} of {_tenants[job.Tenant]}";

    private string Names(NodeId[] nodes) => Runs([.. nodes.Select(node => _nodes[node.Value])]);

    private static string Numbers(int[] nodes) => Runs([.. nodes.Select(node => $"v{node}")]);

    /// <summary>Three or more numbers in a row as <c>n1..n3</c>.</summary>
    private static string Runs(string[] names)
    {
        List<string> runs = [];
        for (int first = 0, end; first < names.Length; first = end)
        {
            end = first + 1;
            while (end < names.Length && int.Parse(names[end][1..], null) == int.Parse(names[end - 1][1..], null) + 1) end++;
            if (end - first >= 3) runs.Add($"{names[first]}..{names[end - 1]}");
            else runs.AddRange(names[first..end]);
        }

        return string.Join(',', runs);
    }

    private static List<string> Waits(ControlCore core, Instant at)
    {
        List<string> told = [];
        foreach (var tenant in core.State.Tenants)
        {
            foreach (var (number, wait) in Schedule.Explain(tenant.Cluster, at).OrderBy(pair => pair.Key))
            {
                var needs = wait.Needs > 0 ? $", needs {wait.Needs}" : "";
                var best = wait.Best > 0 ? $", best {wait.Best}" : "";
                var earliest = wait.Earliest.IsNever ? "" : $", by {Story.Clock(wait.Earliest)}";
                told.Add($"job {number} of {tenant.Spec.Name} waits: {wait.By}{needs}{best}{earliest}");
            }
        }

        return told;
    }

    /// <summary>Device-milliseconds so far by use, of the site and of each tenant.</summary>
    private static List<string> Uses(ControlCore core, Instant at)
    {
        var meter = core.State.Meter;
        meter.Advance(at);
        var uses = Enum.GetValues<DeviceUse>();
        List<string> told = [$"metered{string.Concat(uses.Where(use => meter.Total(use) > 0).Select(use => $" {use.ToString().ToLowerInvariant()} {meter.Total(use)}"))} of {meter.Capacity}"];
        foreach (var tenant in core.State.Tenants)
        {
            var its = uses.Where(use => meter.Total(tenant.Index, use) > 0).Select(use => $" {use.ToString().ToLowerInvariant()} {meter.Total(tenant.Index, use)}");
            told.Add($"metered for {tenant.Spec.Name}:{string.Concat(its)}");
        }

        return told;
    }
}

/// <summary>Asked when an instant is settled: <c>why</c> each job waits, or what is <c>metered</c>.</summary>
internal readonly record struct Question(Instant At, string What);
