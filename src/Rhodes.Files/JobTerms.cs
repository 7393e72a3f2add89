using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Files;

/// <summary>What all jobs of a trace or of a generator have in common.</summary>
public sealed record JobTerms
{
    public Claim Claim { get; init; } = Claim.Either;

    public int Priority { get; init; }

    public bool Preemptible { get; init; } = true;

    public CheckpointSpec? Checkpoint { get; init; }

    /// <summary>Null: as in the trace; none where that has none, and of a generator's jobs.</summary>
    public TimeLimitTerm? TimeLimit { get; init; }

    /// <summary>Empty: any.</summary>
    public IReadOnlyList<KindChoice> Kinds { get; init; } = [];

    /// <summary>
    /// A job of g devices becomes one node with g devices when g is at most this; else g / this whole nodes, rounded up.
    /// </summary>
    public required int DevicesPerNode { get; init; }

    /// <summary>For jobs of several nodes.</summary>
    public Level? Within { get; init; }

    /// <summary>For jobs whose nodes are a multiple of the segment's.</summary>
    public SegmentSpec? Segment { get; init; }
}

/// <summary>A limit that is a multiple of the true run time, or fixed; one of the two is null.</summary>
/// <param name="FactorThousandths">2000 for <c>2x</c>.</param>
public readonly record struct TimeLimitTerm(int? FactorThousandths, Duration? Fixed)
{
    /// <summary>The limit for a job that truly runs so long, rounded up to milliseconds.</summary>
    public Duration For(Duration runs) =>
        Fixed ?? new Duration((long)((((Int128)runs.Milliseconds * FactorThousandths!.Value) + 999) / 1000));
}
