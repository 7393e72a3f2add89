using Rhodes.Core.Units;

namespace Rhodes.Server.Quotes;

/// <summary>How often gangs of a lease are likely to be interrupted.</summary>
public static class GangRates
{
    /// <summary>Over all steps of a lease.</summary>
    public static decimal Sum(Deal deal, int devicesPerNode, Func<long, Duration, decimal> rate) =>
        deal.Lease.Steps.Sum(step => rate((long)step.Cells * deal.Lease.Shape.TotalNodes * devicesPerNode, step.Until - step.From));

    /// <summary>The mean time between interruptions.</summary>
    public static decimal HoursBetween(long devices, Func<long, Duration, decimal> rate) => 1 / rate(devices, Duration.FromHours(1));
}
