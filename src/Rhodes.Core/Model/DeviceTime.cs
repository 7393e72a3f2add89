using Rhodes.Core.Units;

namespace Rhodes.Core.Model;

/// <summary>Time of devices in whole device-milliseconds, and what it costs.</summary>
public readonly record struct DeviceTime(Int128 Milliseconds)
{
    private const int MillisecondsPerHour = 3_600_000;

    /// <summary>Device-hours; exact where they have an end in decimal, as whole hours do, else to the last digit of a decimal.</summary>
    public decimal Hours => (decimal)Milliseconds / MillisecondsPerHour;

    public static DeviceTime operator +(DeviceTime a, DeviceTime b) => new(a.Milliseconds + b.Milliseconds);

    public static DeviceTime Of(long devices, Duration time) => new((Int128)devices * time.Milliseconds);

    /// <summary>What a lease is sold with: nominal nodes, over all of its steps.</summary>
    public static DeviceTime Of(LeaseSpec lease, int devicesPerNode) => lease.Steps.Aggregate(default(DeviceTime),
        (sum, step) => sum + Of((long)step.Cells * lease.Shape.TotalNodes * devicesPerNode, step.Until - step.From));

    /// <summary>In USD, rounded once, to the cent, halves away from zero.</summary>
    public decimal At(decimal usdPerHour) => decimal.Round(usdPerHour * (decimal)Milliseconds / MillisecondsPerHour, 2, MidpointRounding.AwayFromZero);
}
