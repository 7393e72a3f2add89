using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>Keeping a private cluster, and making it again.</summary>
public sealed partial class PrivateCluster
{
    /// <summary>What a cluster must be made from to go on as this one.</summary>
    public ClusterImage ToImage() => new(
        [.. _classes],
        [.. _leases],
        [.. _pools.Select(pool => pool.Cells.Select(cell => new CellImage(cell.Class, cell.Slot)).ToArray())],
        [.. Places(pool => Enumerable.Range(0, pool.Cells.Count).Where(pool.IsCellOpen))],
        [.. Places(pool => Enumerable.Range(0, pool.Tree.Nodes).Where(pool.IsLost))],
        [.. _turns.Values.OrderBy(turn => turn.Number).Select(ToImage)],
        [.. _unended.Order()]);

    /// <summary>Makes a new cluster, whose pools are added already, like the one of which the image was made.</summary>
    public void Restore(ClusterImage image, Instant now)
    {
        _classes.AddRange(image.Classes);
        _leases.AddRange(image.Leases);
        LongestNotice = new(_leases.Select(lease => lease.RecallNotice.Milliseconds).DefaultIfEmpty(0).Max());
        for (var pool = 0; pool < _pools.Length; pool++)
            _pools[pool].Add([.. image.Cells[pool].Select(cell => (cell.Class, cell.Slot, _classes[cell.Class].Shape))]);
        foreach (var cell in image.Open) _pools[cell.Pool].Open(cell.Index, Instant.Beginning);
        foreach (var node in image.Lost) _pools[node.Pool].Lose(node.Index);
        RefreshEnds(now);
        foreach (var number in image.Unended) _unended.Add(number);
        foreach (var turn in image.Turns) Restore(turn);
    }

    private void Restore(TurnImage image)
    {
        var turn = NewTurn(image.Number, image.Spec);
        (turn.Priority, turn.Held, turn.Phase, turn.Place, turn.Speed) = (image.Priority, image.Held, image.Phase, image.Place, image.Speed);
        (turn.StartedAt, turn.LaunchedAt, turn.StopBy, turn.StoppedAt) = (image.StartedAt, image.LaunchedAt, image.StopBy, image.StoppedAt);
        (turn.KeptWhenStoppedMs, turn.KeptMs, turn.WorkMs) = (image.KeptWhenStoppedMs, image.KeptMs, image.WorkMs);
        turn.BackOff = image.BackOff;
        if (turn.Phase != TurnPhase.Waiting)
        {
            TakePlace(turn);
            return;
        }

        RefreshReady(turn);
        SetTimer(turn);
    }

    private IEnumerable<PlaceImage> Places(Func<VirtualPool, IEnumerable<int>> indexes) =>
        _pools.SelectMany((pool, index) => indexes(pool).Select(place => new PlaceImage(index, place)));

    private static TurnImage ToImage(Turn turn) => new()
    {
        Number = turn.Number, Spec = turn.Spec, Priority = turn.Priority, Held = turn.Held, Phase = turn.Phase, Place = turn.Place, Speed = turn.Speed,
        StartedAt = turn.StartedAt, LaunchedAt = turn.LaunchedAt, StopBy = turn.StopBy, StoppedAt = turn.StoppedAt,
        KeptWhenStoppedMs = turn.KeptWhenStoppedMs, KeptMs = turn.KeptMs, WorkMs = turn.WorkMs, BackOff = turn.BackOff,
    };
}
