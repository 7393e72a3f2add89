using System.Text.Json;
using Rhodes.Core.Units;

namespace Rhodes.Core.Contract;

/// <summary>
/// Encodes the kinds of events that come seldom, each by the serializer's knowledge of that kind alone. Asked for an event of any kind, the serializer first learns all of them, which is most of
/// what a short replay would be compiling.
/// </summary>
internal static class SeldomEvents
{
    /// <summary>What the serializer would write, byte for byte.</summary>
    public static byte[] Encode(Event @event) => @event switch
    {
        FabricChanged e => Whole("fabric_changed.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.FabricChanged)),
        TenantAdded e => Whole("tenant_added.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.TenantAdded)),
        LeaseConfirmed e => Whole("lease_confirmed.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.LeaseConfirmed)),
        LeaseEnded e => Whole("lease_ended.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.LeaseEnded)),
        PlanChanged e => Whole("plan_changed.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.PlanChanged)),
        CellOpened e => Whole("cell_opened.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.CellOpened)),
        CellClosed e => Whole("cell_closed.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.CellClosed)),
        CellMoved e => Whole("cell_moved.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.CellMoved)),
        DomainsSwapped e => Whole("domains_swapped.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.DomainsSwapped)),
        NodesClosed e => Whole("nodes_closed.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.NodesClosed)),
        NodesReopened e => Whole("nodes_reopened.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.NodesReopened)),
        NodeWentDown e => Whole("node_down.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.NodeWentDown)),
        NodeCameUp e => Whole("node_up.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.NodeCameUp)),
        NodeDraining e => Whole("node_draining.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.NodeDraining)),
        NodeKept e => Whole("node_kept.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.NodeKept)),
        CellNodeLost e => Whole("cell_node_lost.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.CellNodeLost)),
        CellNodeBack e => Whole("cell_node_back.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.CellNodeBack)),
        JobHeld e => Whole("job_held.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.JobHeld)),
        JobReleased e => Whole("job_released.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.JobReleased)),
        JobUpdated e => Whole("job_updated.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.JobUpdated)),
        ServiceScaled e => Whole("service_scaled.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.ServiceScaled)),
        ReplicaExited e => Whole("replica_exited.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.ReplicaExited)),
        ReplicaDue e => Whole("replica_due.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.ReplicaDue)),
        TurnStopped e => Whole("turn_stopped.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.TurnStopped)),
        TurnInterrupted e => Whole("turn_interrupted.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.TurnInterrupted)),
        TurnDrained e => Whole("turn_drained.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.TurnDrained)),
        TurnDelayed e => Whole("turn_delayed.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.TurnDelayed)),
        TurnDue e => Whole("turn_due.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.TurnDue)),
        ClaimChanged e => Whole("claim_changed.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.ClaimChanged)),
        UserAdded e => Whole("user_added.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.UserAdded)),
        UserRemoved e => Whole("user_removed.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.UserRemoved)),
        KeyIssued e => Whole("key_issued.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.KeyIssued)),
        KeyRevoked e => Whole("key_revoked.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.KeyRevoked)),
        CommandRefused e => Whole("command_refused.1"u8, JsonSerializer.SerializeToUtf8Bytes(e, EventJson.Default.CommandRefused)),
        _ => throw Invariant.Broken($"an event of kind {@event.GetType().Name} has no encoding"),
    };

    /// <summary>The kind goes before the members.</summary>
    private static byte[] Whole(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> members) => [.. "{\"kind\":\""u8, .. kind, (byte)'"', .. members.Length > 2 ? ","u8 : [], .. members[1..]];
}
