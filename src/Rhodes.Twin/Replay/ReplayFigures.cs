using Rhodes.Core.Contract;
using Rhodes.Core.Metering;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Replay;

/// <summary>What a run came to. Times devices are in device-milliseconds, exact.</summary>
public sealed record ReplayFigures
{
    public required Duration Simulated { get; init; }

    public required long Events { get; init; }

    /// <summary>At the end.</summary>
    public required long Devices { get; init; }

    public required Int128 Capacity { get; init; }

    /// <summary>They sum to <see cref="Capacity"/>.</summary>
    public required IReadOnlyDictionary<DeviceUse, Int128> Uses { get; init; }

    /// <summary>What each tenant's work had, on its own claim and on loan.</summary>
    public required IReadOnlyList<(string Tenant, Dictionary<DeviceUse, Int128> Uses)> UsesByTenant { get; init; }

    public required long JobsSubmitted { get; init; }

    /// <summary>Jobs whose code started at least once.</summary>
    public required long JobsLaunched { get; init; }

    public required IReadOnlyDictionary<JobOutcome, long> Outcomes { get; init; }

    /// <summary>Replicas of services, which are not among the jobs.</summary>
    public required long Replicas { get; init; }

    public required WaitFigures Waits { get; init; }

    public required IReadOnlyList<(string Tenant, WaitFigures Waits)> WaitsByTenant { get; init; }

    /// <summary>By the claim that jobs were submitted with.</summary>
    public required IReadOnlyList<(Claim Claim, WaitFigures Waits)> WaitsByClaim { get; init; }

    public required long Recalls { get; init; }

    /// <summary>Of the turns on each tenant's own cells.</summary>
    public required IReadOnlyList<(string Tenant, StartFigures Starts)> StartsByTenant { get; init; }

    public required Int128 LostDeviceMs { get; init; }

    /// <summary>They sum to <see cref="LostDeviceMs"/>.</summary>
    public required IReadOnlyDictionary<LossCause, Int128> LostByCause { get; init; }

    public required long Swaps { get; init; }

    public required long CellsMoved { get; init; }

    public required long ClaimsChangedInPlace { get; init; }

    /// <summary>Jobs on either claim that ended while they ran on loan.</summary>
    public required long EndedEarlyOnLoan { get; init; }

    public required long Refusals { get; init; }

    public required long Faults { get; init; }

    public required long LawViolations { get; init; }

    public long JobsUnfinished => JobsSubmitted - Outcomes.Values.Sum();

    /// <summary>The part of the capacity on which work ran, from 0 to 1.</summary>
    public decimal Utilisation => Capacity == 0 ? 0
        : (decimal)(Uses[DeviceUse.Dedicated] + Uses[DeviceUse.Guaranteed] + Uses[DeviceUse.Loan]) / (decimal)Capacity;

    /// <summary>Device-milliseconds in hours, to the millionth.</summary>
    public static decimal Hours(Int128 deviceMs) => decimal.Round((decimal)deviceMs / 3_600_000, 6);
}
