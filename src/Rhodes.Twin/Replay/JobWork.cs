using Rhodes.Core.Contract;

namespace Rhodes.Twin.Replay;

/// <summary>What only the twin knows of a job before it has run.</summary>
/// <param name="WorkMs">All of its work, in milliseconds at the reference speed; of a replica, in each run. <see cref="long.MaxValue"/>: it has no end.</param>
public readonly record struct JobWork(long WorkMs, JobOutcome Outcome)
{
    public bool IsEndless => WorkMs == long.MaxValue;
}
