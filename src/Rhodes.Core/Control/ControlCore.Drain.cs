using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.PrivateClusters;
using Rhodes.Core.Units;

namespace Rhodes.Core.Control;

/// <summary>
/// Nodes that go out of use with a warning. What runs there is told to leave, as at a recall; once nothing is left, or the
/// warning has run out, the node is down like one that failed, and cells on it get spares as after a fault.
/// </summary>
public sealed partial class ControlCore
{
    private void TakeIn(DrainNode command)
    {
        if (!State.Fabric.TryFind(command.Node, out var id)) Refuse($"there is no node '{command.Node}'");
        else if (command.Grace < Duration.Zero) Refuse($"node {command.Node}: a grace of {command.Grace}; at least none is needed");
        else if (State.Fabric.PlaceOf(id) is var place && !State.Pools[place.Pool].IsHealthy(place.Index)) return;   // it is out of use already
        else if (command.Grace == Duration.Zero) TakeDown(id, command.Cause);
        else Emit(new NodeDraining(id, State.Now + command.Grace, command.Cause));
    }

    private void TakeIn(UndrainNode command)
    {
        if (!State.Fabric.TryFind(command.Node, out var id)) Refuse($"there is no node '{command.Node}'");
        else if (State.DrainOf(id) is { } draining)
        {
            Emit(new NodeKept(id));
            EndDrainedTurns(draining);
        }
        else if (State.Fabric.PlaceOf(id) is var place && !State.Pools[place.Pool].IsHealthy(place.Index)) Emit(new NodeCameUp(id));
    }

    private void DrainNodes()
    {
        if (State.Draining.Count == 0) return;
        foreach (var (_, draining) in State.Draining.ToList())
        {
            var place = State.Fabric.PlaceOf(draining.Node);
            var pool = State.Pools[place.Pool];
            if (draining.Until > State.Now && !DoesNothingRun(place.Pool, place.Index))
            {
                TellToLeave(place.Pool, place.Index, draining.Until);
                continue;
            }

            TakeDown(draining.Node, draining.Cause);
            EndDrainedTurns(draining);
        }
    }

    /// <summary>A turn for which the node is only kept finds another, or waits: it would be told to leave as soon as it ran.</summary>
    private bool DoesNothingRun(int pool, int node) =>
        State.Pools[pool].LoanTenant(node) < 0 && WorkOn(pool, node).TrueForAll(job => job.Own!.LaunchedAt.IsNever);

    private void TellToLeave(int pool, int node, Instant until)
    {
        foreach (var loan in State.Pools[pool].LoansOn(node).ToArray()) StopBy(State.AttemptOf(loan)!, until, StopReason.Drain);
        foreach (var job in WorkOn(pool, node))
            if (State.Tenants[job.Id.Tenant].Cluster[job.Id.Number].Phase == TurnPhase.Running) EmitTurn(new TurnStopping(job.Id, until, StopReason.Drain));
    }

    /// <summary>The node is not to go any more, or is gone: turns that left it for that wait again.</summary>
    private void EndDrainedTurns(NodeDraining draining)
    {
        var place = State.Fabric.PlaceOf(draining.Node);
        if (State.Pools[place.Pool].GuestOf(place.Index) is not { IsNone: false } guest) return;
        var cluster = State.Tenants[guest.Tenant].Cluster;
        foreach (var number in cluster.HoldersOf(place.Pool, guest.Node))
            if (cluster[number].StopBy == draining.Until && State.TryGetJob(new(guest.Tenant, number), out var job) && job.Own is null) EndDrainedTurn(job.Id);
    }

    /// <summary>
    /// It left before the warning ran out, and nothing is gained by holding its place until then; but for as long as a node of it is still to go, it would only come back there and be told
    /// to leave again.
    /// </summary>
    private void EndDrainedTurn(JobId job)
    {
        if (!State.Tenants[job.Tenant].Cluster.TryGet(job.Number, out var turn) || turn.Phase != TurnPhase.Stopping || IsOnDraining(job.Tenant, turn)) return;
        Emit(new TurnDrained(job, turn.KeptWhenStoppedMs));
    }

    private bool IsOnDraining(int tenant, Turn turn)
    {
        foreach (var share in turn.Place)
            foreach (var node in share.Nodes)
                if (State.Pools[share.Pool].HostOf(tenant, node) is >= 0 and var host && State.DrainOf(State.Fabric.IdAt(share.Pool, host)) is not null) return true;
        return false;
    }
}
