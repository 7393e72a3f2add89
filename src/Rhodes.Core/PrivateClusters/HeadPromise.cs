using Rhodes.Core.Contract;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.PrivateClusters;

/// <summary>
/// What the first job in line that cannot start is promised, kept from one decision to the next. The book <see cref="View.Ahead"/>
/// is what is free when every turn that leaves by <see cref="_until"/> has left; it is moved to the first instant at which
/// the job fits, turn by turn, so that a decision costs as much as changed and not as much as runs. Where cells open or
/// close before that, or nothing is known of the instant, the <see cref="Reservation"/> is asked, which plays it all.
/// </summary>
/// <remarks>The outcome depends on the state alone, never on how it came about: a restored cluster promises the same.</remarks>
internal sealed class HeadPromise(PrivateCluster cluster)
{
    private VirtualShare[] _place = [];
    private Instant _until = Instant.Beginning;
    private bool _anyChange = true;
    private bool _mayBeEarlier = true;
    private bool _mayBeLater = true;

    /// <summary>The first in line; null when there is none.</summary>
    public Turn? Head { get; private set; }

    /// <summary>When it starts at the latest; never where that is not known, though its nodes are kept.</summary>
    public Instant At { get; private set; } = Instant.Never;

    /// <summary>Makes a job the first in line, and keeps for it what it is promised.</summary>
    /// <returns>Whether that is anything: it fits at some time.</returns>
    public bool TryPromise(Turn head, Instant now)
    {
        if (!ReferenceEquals(Head, head)) (Head, _anyChange, _mayBeEarlier, _mayBeLater) = (head, true, true, true);
        if (!_anyChange && !_mayBeEarlier) return true;
        if (TryWalk(head, now)) return true;
        if (Reservation.For(cluster, head, now) is { } reservation)
        {
            At = reservation.At;
            foreach (var (pool, node, spare) in reservation.Kept) cluster.Pools[pool].Keep(node, spare);
            KeepNoOther();
            (_place, _anyChange) = ([], true);
            return true;
        }

        Clear();
        return false;
    }

    /// <summary>It may fit earlier once there is less room: whatever changes, its first instant is found from the first on.</summary>
    private bool IsHeadOfSeveralGroups => Head is { Spec.IsOfSeveralGroups: true };

    /// <summary>Nobody is first in line.</summary>
    public void Clear()
    {
        KeepNoOther();
        (Head, At, _place) = (null, Instant.Never, []);
    }

    /// <summary>Whether what is promised is another since it was kept, because something started beside it.</summary>
    public bool Renew(Instant now)
    {
        var (at, place) = (At, _place);
        return !TryPromise(Head!, now) || At != at || place.Length == 0 || !ReferenceEquals(_place, place);
    }

    /// <summary>
    /// Whether the first in line can still start when it is promised to, if another takes a place beside it. A single group
    /// can; several find their places one after the other, and the other may be in their way all the same.
    /// </summary>
    public bool IsKeptBeside(VirtualShare[] place, Instant now)
    {
        if (!Head!.Spec.IsOfSeveralGroups) return true;
        using Trial trial = new();
        var isWalked = _place.Length > 0;
        foreach (var share in place)
        {
            var pool = cluster.Pools[share.Pool];
            foreach (var node in share.Nodes) trial.Take(isWalked ? pool.Ahead : pool.Stock, node, share.Demand);
        }

        return isWalked ? FitsAhead(Head) : Reservation.For(cluster, Head, now) is { } reservation && reservation.At <= At;
    }

    /// <summary>A turn takes its place.</summary>
    /// <returns>Whether it still has it at the promised instant.</returns>
    public bool Takes(Turn turn)
    {
        _mayBeEarlier |= IsHeadOfSeveralGroups;
        if (turn.LeavesBy <= _until) return false;
        (_anyChange, _mayBeLater) = (true, true);
        return true;
    }

    /// <summary>A turn leaves its place, or is about to be moved.</summary>
    /// <returns>Whether it would still have it at the promised instant.</returns>
    public bool Leaves(Turn turn)
    {
        _mayBeEarlier |= IsHeadOfSeveralGroups;
        if (turn.LeavesBy < _until) return false;
        _mayBeEarlier = true;
        if (turn.LeavesBy == _until) return false;
        return _anyChange = true;
    }

    /// <summary>A turn will leave at another time than was known.</summary>
    public void Moves(Turn turn, Instant leavesBy)
    {
        var (was, will) = (turn.LeavesBy <= _until, leavesBy <= _until);
        ForgetPlace();
        if (was == will) return;
        if (will) GiveAhead(turn);
        else TakeAhead(turn);
    }

    /// <summary>Cells or wishes changed: everything must be found anew.</summary>
    public void ForgetPlace() => (_anyChange, _mayBeEarlier, _mayBeLater) = (true, true, true);

    /// <summary>Finds the first instant by moving the book; false where that alone cannot tell.</summary>
    private bool TryWalk(Turn head, Instant now)
    {
        OpenBooks();
        var calendar = cluster.NextCalendarChange(now);
        if (IsHeadOfSeveralGroups) WalkBackTo(Instant.Beginning);
        else if (_mayBeLater && !IsSure(head, _until, calendar)) WalkBackTo(now);
        if (!IsSure(head, Instant.Later(_until, now), calendar)) return false;
        if (!IsHeadOfSeveralGroups && (!_mayBeLater || (_until >= now && FitsAhead(head)))) WalkBack(head, now);
        else if (!TryWalkOn(head, calendar)) return false;

        if (!_anyChange && At == _until)
        {
            _mayBeEarlier = false;
            return true;
        }

        var place = TurnPlacement.Find(cluster, View.Ahead, head.Spec, _until + head.Needs)?.Place ?? throw Invariant.Broken("what fits has a place");
        (_anyChange, _mayBeEarlier, _mayBeLater, At) = (false, false, false, _until);
        if (!IsKeptAlready(place) && !TryKeepWhole(place)) KeepPlace(place);
        return true;
    }

    private void OpenBooks()
    {
        var areOpen = true;
        for (var pool = 0; pool < cluster.Pools.Length; pool++) areOpen &= cluster.Pools[pool].HasBooks || cluster.Pools[pool].Tree.Nodes == 0;
        if (areOpen) return;
        for (var pool = 0; pool < cluster.Pools.Length; pool++) cluster.Pools[pool].OpenBooks();
        (_until, _place) = (Instant.Beginning, []);
        ForgetPlace();
    }

    /// <summary>Whether fitting in the book is all there is to it: no cell opens or closes until then, and all last long enough.</summary>
    private bool IsSure(Turn head, Instant at, Instant calendar) => at < calendar && cluster.AllLast(at + head.Needs);

    private bool FitsAhead(Turn head) => TurnPlacement.Fits(cluster, View.Ahead, head.Spec, Instant.Beginning);

    /// <summary>To later instants, until the job fits.</summary>
    private bool TryWalkOn(Turn head, Instant calendar)
    {
        LineEntry after = new(_until.Milliseconds, int.MaxValue, 0, 0);
        while (cluster.TryNextLeaving(after, out var next))
        {
            Instant at = new(next.Rank);
            if (!IsSure(head, at, calendar)) return false;
            _until = at;
            for (var entry = next; ;)
            {
                GiveAhead(cluster[entry.Number]);
                after = entry;
                if (!cluster.TryNextLeaving(entry, out entry) || entry.Rank != next.Rank) break;
            }

            if (FitsAhead(head)) return true;
        }

        return false;
    }

    /// <summary>To earlier instants, for as long as the job fits.</summary>
    private void WalkBack(Turn head, Instant now)
    {
        while (cluster.TryLastLeaving(_until, out var before) && before >= now)
        {
            var leaving = _until;
            if (!IsEnough(head, leaving)) return;
            StepBackTo(before);
            if (FitsAhead(head)) continue;
            StepOnTo(leaving);
            return;
        }
    }

    /// <summary>Whether there would be enough devices at all without what leaves at an instant: spares moving the book in vain.</summary>
    private bool IsEnough(Turn head, Instant leaving)
    {
        long devices = 0;
        for (var pool = 0; pool < cluster.Pools.Length; pool++) devices += cluster.Pools[pool].Ahead.FreeDevices;
        for (var entry = LeavingAt(leaving); cluster.TryNextLeaving(entry, out entry) && entry.Rank == leaving.Milliseconds;)
            devices -= cluster[entry.Number].Devices;
        return devices >= head.TotalDevices;
    }

    private void WalkBackTo(Instant at)
    {
        while (_until > at && cluster.TryLastLeaving(_until + new Duration(1), out var before) && before > at)
        {
            StepBackFrom(before);
            _until = before - new Duration(1);
        }

        _until = Instant.Earlier(_until, at);
    }

    private void StepBackTo(Instant before)
    {
        StepBackFrom(_until);
        _until = before;
    }

    private void StepBackFrom(Instant leaving)
    {
        for (var entry = LeavingAt(leaving); cluster.TryNextLeaving(entry, out entry) && entry.Rank == leaving.Milliseconds;)
            TakeAhead(cluster[entry.Number]);
    }

    private void StepOnTo(Instant leaving)
    {
        for (var entry = LeavingAt(leaving); cluster.TryNextLeaving(entry, out entry) && entry.Rank == leaving.Milliseconds;)
            GiveAhead(cluster[entry.Number]);
        _until = leaving;
    }

    private static LineEntry LeavingAt(Instant at) => new(at.Milliseconds, int.MinValue, 0, 0);

    private void GiveAhead(Turn turn)
    {
        foreach (var share in turn.Place)
        {
            if (!cluster.Pools[share.Pool].HasBooks) continue;
            foreach (var node in share.Nodes) cluster.Pools[share.Pool].Ahead.Give(node, share.Demand);
        }
    }

    private void TakeAhead(Turn turn)
    {
        foreach (var share in turn.Place)
        {
            if (!cluster.Pools[share.Pool].HasBooks) continue;
            foreach (var node in share.Nodes) cluster.Pools[share.Pool].Ahead.Take(node, share.Demand);
        }
    }

    /// <summary>Keeps the place, less what each of its nodes can spare beside it at the promised instant.</summary>
    private void KeepPlace(VirtualShare[] place)
    {
        foreach (var share in place)
            foreach (var node in share.Nodes) cluster.Pools[share.Pool].Ahead.Take(node, share.Demand);
        foreach (var share in place)
            foreach (var node in share.Nodes) cluster.Pools[share.Pool].Keep(node, cluster.Pools[share.Pool].Ahead.FreeIfOpen(node));
        foreach (var share in place)
            foreach (var node in share.Nodes) cluster.Pools[share.Pool].Ahead.Give(node, share.Demand);
        KeepNoOther();
        _place = place;
    }

    /// <summary>A place of whole nodes has nothing to spare, and so nothing to count.</summary>
    private bool TryKeepWhole(VirtualShare[] place)
    {
        foreach (var share in place)
            if (share.Demand != cluster.Pools[share.Pool].Capacity) return false;
        foreach (var share in place)
            foreach (var node in share.Nodes) cluster.Pools[share.Pool].Keep(node, default);
        KeepNoOther();
        _place = place;
        return true;
    }

    private void KeepNoOther()
    {
        foreach (var pool in cluster.Pools) pool.KeepNoOther();
    }

    /// <summary>Whether it is the place that is kept, of whole nodes: these have nothing to spare, whatever else changed.</summary>
    private bool IsKeptAlready(VirtualShare[] place)
    {
        if (place.Length != _place.Length) return false;
        for (var i = 0; i < place.Length; i++)
        {
            var (mine, its) = (place[i], _place[i]);
            if (mine.Demand != cluster.Pools[mine.Pool].Capacity) return false;
            if (mine.Pool != its.Pool || mine.Demand != its.Demand || !mine.Nodes.AsSpan().SequenceEqual(its.Nodes)) return false;
        }

        return true;
    }
}
