using Rhodes.Core.Units;

namespace Rhodes.Core.Model;

/// <summary>
/// How work gets on, saves itself and is lost. Work is in milliseconds at the reference speed. A save is written whenever a
/// whole multiple of <see cref="CheckpointSpec.Every"/> is reached, and stops the work for <see cref="CheckpointSpec.Takes"/>.
/// </summary>
/// <remarks>
/// Saves stand at fixed marks of the work, not of the clock, so that an attempt that is ahead of another stays ahead
/// whatever stops the two at one instant. Law 1 for work on <see cref="Claim.Either"/> rests on that.
/// </remarks>
public static class Progress
{
    /// <summary>Milliseconds of running from one amount of work to another, the saves on the way with them.</summary>
    /// <param name="speed">Thousandths of the reference speed, at least 1.</param>
    public static long RunningMs(CheckpointSpec? checkpoint, long fromMs, long toMs, int speed)
    {
        var computing = (((toMs - fromMs) * 1_000) + speed - 1) / speed;
        return checkpoint is not { } saves ? computing
            : computing + (saves.Takes.Milliseconds * ((toMs / saves.Every.Milliseconds) - (fromMs / saves.Every.Milliseconds)));
    }

    /// <summary>From launch to the end of the work: the restart where it goes on from a save, then the running.</summary>
    public static long LaunchToEndMs(CheckpointSpec? checkpoint, long resumeFromMs, long workMs, int speed) =>
        RestartMs(checkpoint, resumeFromMs) + RunningMs(checkpoint, resumeFromMs, workMs, speed);

    /// <summary>The work done so long after launch: the most that could be reached by then.</summary>
    public static long ReachedMs(CheckpointSpec? checkpoint, long resumeFromMs, long sinceLaunchMs, int speed)
    {
        var running = sinceLaunchMs - RestartMs(checkpoint, resumeFromMs);
        if (running <= 0) return resumeFromMs;
        var most = resumeFromMs + (running * speed / 1_000);
        if (checkpoint is not { } saves || saves.Takes == Duration.Zero) return most;
        // One save interval is computed, then a save is written; what is left after whole rounds is searched in one round.
        var round = Math.Max(1, (saves.Every.Milliseconds * 1_000 / speed) + saves.Takes.Milliseconds);
        var guess = resumeFromMs + (running / round * saves.Every.Milliseconds);
        var (low, high) = (Math.Clamp(guess - (2 * saves.Every.Milliseconds), resumeFromMs, most), Math.Clamp(guess + (2 * saves.Every.Milliseconds), resumeFromMs, most));
        if (RunningMs(checkpoint, resumeFromMs, low, speed) > running) low = resumeFromMs;
        if (RunningMs(checkpoint, resumeFromMs, high, speed) <= running) high = most;
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (RunningMs(checkpoint, resumeFromMs, middle, speed) <= running) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    /// <summary>What is left of the work when it stops without warning: its last save; nothing where it never saves.</summary>
    public static long SavedMs(CheckpointSpec? checkpoint, long keptBeforeMs, long reachedMs) =>
        checkpoint is { } saves ? Math.Max(keptBeforeMs, reachedMs / saves.Every.Milliseconds * saves.Every.Milliseconds) : 0;

    /// <summary>Where a launch goes on from: the save, unless starting from nothing is at the same point sooner.</summary>
    public static long ResumeFromMs(CheckpointSpec? checkpoint, long keptMs, int speed) =>
        checkpoint is { } saves && RunningMs(saves, 0, keptMs, speed) > saves.Restart.Milliseconds ? keptMs : 0;

    /// <summary>How long the work takes to leave in good order: to write a save; no time where it never saves.</summary>
    public static Duration TimeToLeave(CheckpointSpec? checkpoint) => checkpoint?.Takes ?? Duration.Zero;

    private static long RestartMs(CheckpointSpec? checkpoint, long resumeFromMs) =>
        resumeFromMs > 0 && checkpoint is { } saves ? saves.Restart.Milliseconds : 0;
}
