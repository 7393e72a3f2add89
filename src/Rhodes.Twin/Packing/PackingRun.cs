using System.Diagnostics;
using Rhodes.Core.Packing;

namespace Rhodes.Twin.Packing;

/// <summary>What came of packing one order by one policy.</summary>
/// <param name="AtCapacity">The part of all devices that is taken when work for all of them has come.</param>
/// <param name="AtEnd">The same when all work has come.</param>
/// <param name="Arrived">Work that has come by then, as a part of all devices.</param>
/// <param name="Placed">Pieces of work that found room.</param>
/// <param name="MicrosecondsEach">To decide, in the mean; of this machine.</param>
public sealed record PackingFigures(double AtCapacity, double AtEnd, double Arrived, int Placed, int Decisions, double MicrosecondsEach);

/// <summary>Packs work in the order in which it comes: each piece where the policy wants it, or nowhere; nothing is moved.</summary>
public static class PackingRun
{
    /// <param name="placed">Told of each piece of work that found room: on which node, by its index in order.</param>
    public static PackingFigures Play(PackingSet set, int seed, IPackingPolicy policy, Action<int>? placed = null)
    {
        ShareFleet fleet = new(set.Nodes(seed), policy);
        var capacity = (double)set.Capacity;
        var (arrived, taken, atCapacity, pieces) = (0L, 0L, 0L, 0);
        var start = Stopwatch.GetTimestamp();
        foreach (var demand in set.Arrivals[seed])
        {
            arrived += demand.TotalShare;
            if (fleet.TryPlace(demand, out var node, out _))
            {
                taken += demand.TotalShare;
                pieces++;
                placed?.Invoke(node);
            }

            if (atCapacity == 0 && arrived >= capacity) atCapacity = taken;
        }

        var decisions = set.Arrivals[seed].Count;
        return new(atCapacity / capacity, taken / capacity, arrived / capacity, pieces, decisions, Stopwatch.GetElapsedTime(start).TotalMicroseconds / decisions);
    }
}
