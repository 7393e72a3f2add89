using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Performance;

/// <summary>How often faults stop a gang, and how much of the time a cell with spares is whole, from rates alone.</summary>
public static class Stability
{
    /// <summary>Interruptions of a gang over a time: <c>rate × nodes × days</c>, the rate of the recorded nodes scaled by devices.</summary>
    /// <param name="devices">Of the gang.</param>
    public static decimal ByRecord(long devices, Duration time) =>
        FaultFigures.NodeOutages.Low / 1_000 * devices / FaultFigures.DevicesPerRecordedNode * time.Milliseconds / 86_400_000;

    /// <summary>As <see cref="ByRecord"/>, by what was published of one large job: <c>devices × hours / 50,677</c>.</summary>
    public static decimal ByLargeJob(long devices, Duration time) =>
        devices * (decimal)time.Milliseconds / 3_600_000 / FaultFigures.DeviceHoursPerInterruption.Low;

    /// <summary>
    /// The share of the time for which at most <paramref name="spares"/> of so many nodes are down, if each is down for
    /// <paramref name="downShare"/> of it whatever the others are:
    /// <c>sum over i from 0 to spares of C(nodes, i) q^i (1 - q)^(nodes - i)</c>.
    /// </summary>
    /// <param name="downShare">q, from 0 to below 1.</param>
    public static double WholeShare(int nodes, int spares, double downShare)
    {
        var term = 1.0;   // C(nodes, i) q^i (1 - q)^(nodes - i), first of i = 0
        for (var i = 0; i < nodes; i++) term *= 1 - downShare;
        var share = term;
        for (var i = 1; i <= Math.Min(spares, nodes); i++)
        {
            term *= (nodes - i + 1.0) / i * (downShare / (1 - downShare));
            share += term;
        }

        return Math.Min(1, share);
    }
}
