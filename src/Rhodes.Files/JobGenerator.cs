using Rhodes.Core.Units;

namespace Rhodes.Files;

/// <summary>What a generator's load is a share of.</summary>
public enum LoadBase
{
    /// <summary>The devices of the tenant's leases at the time, of the kinds that its jobs accept.</summary>
    Lease = 0,

    /// <summary>The site's devices of those kinds.</summary>
    Site = 1,
}

/// <summary>Jobs of one sort that nobody recorded: whoever plays the scenario draws them, from its seed.</summary>
public sealed record JobGenerator
{
    /// <summary>Unique among the scenario's generators. Its jobs are named with their number behind it: <c>tune-17</c>.</summary>
    public required string Name { get; init; }

    public required string Tenant { get; init; }

    /// <summary>Null: the tenant's only or first project.</summary>
    public string? Project { get; init; }

    /// <summary>Work that comes, on average over the shape: device-time a time, in thousandths of the devices of <see cref="Of"/>.</summary>
    public required int LoadThousandths { get; init; }

    public LoadBase Of { get; init; } = LoadBase.Lease;

    /// <summary>How the load changes with time. Null: it does not.</summary>
    public LoadShape? Shape { get; init; }

    /// <summary>At least one, by size; no size twice.</summary>
    public required IReadOnlyList<SizeShare> Sizes { get; init; }

    /// <summary>How long jobs run undisturbed: from 0 to 100 %, between them straight lines.</summary>
    public required IReadOnlyList<RunQuantile> Runs { get; init; }

    /// <summary>Of jobs, that end by failing when they have run so long.</summary>
    public int FailsThousandths { get; init; }

    /// <summary>
    /// Whether the scenario starts as if the generator had always run: jobs of before that would still run are submitted at the
    /// start, with what is left of their run time.
    /// </summary>
    public bool WarmStart { get; init; }

    public required JobTerms Jobs { get; init; }

    public required SourcePlace Place { get; init; }
}

/// <summary>Jobs of so many devices, so often in comparison with those of other sizes.</summary>
public readonly record struct SizeShare(int Devices, int Weight);

/// <summary>So many of the jobs (in thousandths of a percent) run for at most so long.</summary>
public readonly record struct RunQuantile(int PercentThousandths, Duration Runs);

/// <summary>Weights that follow each other and begin again after the last; only their ratios count.</summary>
/// <param name="Starts">When the first one holds, or any earlier round of them.</param>
/// <param name="Every">How long each one holds.</param>
/// <param name="Weights">None negative, not all zero.</param>
public sealed record LoadShape(Instant Starts, Duration Every, IReadOnlyList<int> Weights);
