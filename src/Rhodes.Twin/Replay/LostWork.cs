using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Replay;

/// <summary>
/// Follows attempts to the end, and sums what was done and not kept when one was stopped, killed or lost to a fault:
/// device-milliseconds of running, as they are to be spent again.
/// </summary>
internal sealed class LostWork
{
    private readonly Dictionary<AttemptId, Run> _runs = [];

    public Int128 DeviceMs { get; private set; }

    /// <summary>Attempts that were told to leave because their capacity was needed by whom it belongs to.</summary>
    public long Recalls { get; private set; }

    public void Place(AttemptPlaced placed) => _runs.Add(placed.Attempt, new()
    {
        Devices = placed.Place.Sum(share => (long)share.Demand.Devices * share.Nodes.Length), Speed = placed.SpeedThousandths,
    });

    public void Launch(AttemptLaunched launched, Instant now) =>
        (_runs[launched.Attempt].LaunchedAt, _runs[launched.Attempt].ResumeFromMs) = (now, launched.ResumeFromMs);

    public void Stop(AttemptStopping stopping, Instant now)
    {
        var run = _runs[stopping.Attempt];
        run.StoppedAt = Instant.Earlier(run.StoppedAt, now);
        if (stopping.Why != StopReason.Recall || run.IsRecalled) return;
        run.IsRecalled = true;
        Recalls++;
    }

    public void End(AttemptEnded ended, CheckpointSpec? checkpoint, Instant now)
    {
        _runs.Remove(ended.Attempt, out var run);
        if (ended.How is not (AttemptEnd.Stopped or AttemptEnd.Killed or AttemptEnd.Lost) || run!.LaunchedAt.IsNever) return;
        var ran = (Instant.Earlier(now, run.StoppedAt) - run.LaunchedAt).Milliseconds;
        var lost = Progress.ReachedMs(checkpoint, run.ResumeFromMs, ran, run.Speed) - ended.KeptMs;
        if (lost > 0) DeviceMs += (Int128)lost * 1_000 / run.Speed * run.Devices;
    }

    private sealed class Run
    {
        public required long Devices { get; init; }

        public required int Speed { get; init; }

        public Instant LaunchedAt { get; set; } = Instant.Never;

        public long ResumeFromMs { get; set; }

        public Instant StoppedAt { get; set; } = Instant.Never;

        public bool IsRecalled { get; set; }
    }
}
