namespace Rhodes.Core.Tests.LeaseBook.TinyWorlds;

/// <summary>
/// Whether leases could be kept if the demand might be cut into stretches in any way, not only into nested slots: from hour
/// to hour a class keeps as many of its domains as it can use, but which cell ends first is free.
/// </summary>
public sealed class AnyPartition
{
    private readonly TinyFabric _fabric;
    private readonly List<(int Tenant, int Kind)> _classes;
    private readonly int[][] _sums;
    private readonly HashSet<(int Hour, long State)> _dead = [];

    private AnyPartition(TinyFabric fabric, IReadOnlyCollection<TinyLease> leases)
    {
        _fabric = fabric;
        _classes = [.. leases.Select(lease => (lease.Tenant, lease.Kind)).Distinct().Order()];
        _sums = [.. _classes.Select(c => Enumerable.Range(0, TinyLease.Hours).Select(hour => BruteForce.Sum(leases, c.Tenant, c.Kind, hour)).ToArray())];
    }

    public static bool CanKeep(TinyFabric fabric, IReadOnlyCollection<TinyLease> leases, int now, IReadOnlyCollection<Pin> pins)
    {
        AnyPartition search = new(fabric, leases);
        var kept = search._classes.Select(c => pins.Where(pin => (pin.Tenant, pin.Kind) == c).Sum(pin => 1 << search.PlaceOf(pin))).ToArray();
        return search.CanGoOn(Math.Max(now, 0), kept, mayDrop: false);
    }

    private int PlaceOf(Pin pin) => Array.IndexOf(_fabric.Kinds[pin.Kind].Places, pin.Nodes);

    /// <param name="before">By class, the places that it has had until now.</param>
    private bool CanGoOn(int hour, int[] before, bool mayDrop)
    {
        if (hour == TinyLease.Hours) return true;
        var state = before.Aggregate(0L, (sum, places) => (sum << 8) | (uint)places);
        if (_classes.Count <= 7 && _dead.Contains((hour, state))) return false;
        if (CanChoose(hour, before, new int[before.Length], 0, 0, mayDrop)) return true;
        _dead.Add((hour, state));
        return false;
    }

    private bool CanChoose(int hour, int[] before, int[] chosen, int next, int taken, bool mayDrop)
    {
        if (next == _classes.Count) return CanGoOn(hour + 1, [.. chosen], mayDrop: true);
        var places = _fabric.Kinds[_classes[next].Kind].Places;
        var need = _sums[next][hour];
        for (var set = 0; set < 1 << places.Length; set++)
        {
            if (int.PopCount(set) != need) continue;
            var keeps = set & before[next];
            if (keeps != before[next] && (!mayDrop || keeps != set)) continue; // it grows, or it shrinks: nothing moves
            if (!AreApart(places, set, taken, out var nodes)) continue;
            chosen[next] = set;
            if (CanChoose(hour, before, chosen, next + 1, taken | nodes, mayDrop)) return true;
        }

        return false;
    }

    private static bool AreApart(int[] places, int set, int taken, out int nodes)
    {
        nodes = 0;
        for (var i = 0; i < places.Length; i++)
        {
            if ((set >> i & 1) == 0) continue;
            if ((places[i] & (taken | nodes)) != 0) return false;
            nodes |= places[i];
        }

        return true;
    }
}
