using System.Collections.Concurrent;

namespace Rhodes.Twin.Laws;

/// <summary>Many random worlds, and what share of them put each law under load.</summary>
public sealed class LawCampaign
{
    private readonly int[] _with = new int[Load.Length];
    private readonly ConcurrentBag<LawRun> _broken = [];
    private long _events;
    private int _runs;

    /// <summary>What must happen in enough runs for them to prove something, by name.</summary>
    public static readonly (string Name, Func<RunFeatures, bool> Has)[] Load =
    [
        ("recall", features => features.Recalls > 0),
        ("swap", features => features.Swaps > 0),
        ("lease_boundary_under_load", features => features.BoundariesUnderLoad > 0),
        ("exhausted_spares", features => features.ExhaustedSpares > 0),
        ("preemption", features => features.Preemptions > 0),
        ("either_ended_early_on_loan", features => features.EndedEarlyOnLoan > 0),
        ("drain_under_load", features => features.Drains > 0),
        ("replica_exit", features => features.Exits > 0),
    ];

    public int Runs => _runs;

    public long Events => _events;

    /// <summary>Runs with violations, by seed.</summary>
    public IReadOnlyList<LawRun> Broken => [.. _broken.OrderBy(run => run.Seed)];

    /// <summary>In how many runs each of <see cref="Load"/> happened.</summary>
    public IReadOnlyList<int> With => _with;

    /// <summary>Plays the worlds of seeds one after another from <paramref name="first"/>, on all cores.</summary>
    /// <param name="played">Called after each run, from any thread.</param>
    public void Play(ulong first, int count, Action played, CancellationToken cancel)
    {
        ParallelOptions options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel };
        Parallel.For(0, count, options, i =>
        {
            Count(LawRun.Of(first + (ulong)i));
            played();
        });
    }

    private void Count(LawRun run)
    {
        Interlocked.Increment(ref _runs);
        Interlocked.Add(ref _events, run.Features.Events);
        if (run.Violations.Count > 0) _broken.Add(run);
        for (var i = 0; i < Load.Length; i++)
            if (Load[i].Has(run.Features)) Interlocked.Increment(ref _with[i]);
    }
}
