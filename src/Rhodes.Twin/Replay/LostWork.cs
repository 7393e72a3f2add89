using Rhodes.Core.Contract;
using Rhodes.Twin.Keeping;

namespace Rhodes.Twin.Replay;

/// <summary>Why work was done in vain.</summary>
public enum LossCause
{
    /// <summary>A node under it failed.</summary>
    Fault = 0,

    /// <summary>Its capacity was needed by whom it belongs to.</summary>
    Recall = 1,

    /// <summary>Work of its own tenant with a higher priority needed its place.</summary>
    Preemption = 2,

    /// <summary>The cell that it ran on was its tenant's no longer.</summary>
    LeaseEnd = 3,

    /// <summary>Its own turn had come elsewhere.</summary>
    Turn = 4,

    /// <summary>Its time limit, or its user.</summary>
    OwnDoing = 5,
}

/// <summary>
/// Sums what was done and not kept when an attempt was stopped, killed or lost to a fault: device-milliseconds of running, as they
/// are to be spent again.
/// </summary>
internal sealed class LostWork
{
    private readonly Int128[] _byCause = new Int128[Enum.GetValues<LossCause>().Length];

    public Int128 DeviceMs { get; private set; }

    /// <summary>Attempts that were told to leave because their capacity was needed by whom it belongs to.</summary>
    public long Recalls { get; private set; }

    public Int128 Of(LossCause cause) => _byCause[(int)cause];

    /// <param name="attempt">As it is after the event.</param>
    public void Saw(Event @event, LiveAttempt attempt)
    {
        if (IsRecall(@event, attempt)) Recalls++;
        else if (@event is AttemptEnded ended && attempt.LostDeviceMs > 0)
        {
            DeviceMs += attempt.LostDeviceMs;
            _byCause[(int)CauseOf(ended, attempt)] += attempt.LostDeviceMs;
        }
    }

    public void Keep(Keeper keeper)
    {
        (DeviceMs, Recalls) = (keeper.Big(DeviceMs), keeper.Number(Recalls));
        for (var cause = 0; cause < _byCause.Length; cause++) _byCause[cause] = keeper.Big(_byCause[cause]);
    }

    /// <summary>Whether an attempt is told for the first time that its capacity is needed.</summary>
    public static bool IsRecall(Event @event, LiveAttempt attempt) =>
        @event is AttemptStopping { Why: StopReason.Recall } && attempt.Recalls == 1;

    public static LossCause CauseOf(AttemptEnded ended, LiveAttempt attempt) =>
        ended.How == AttemptEnd.Lost ? LossCause.Fault
        : attempt.ToldToLeave switch
        {
            StopReason.Recall => LossCause.Recall,
            StopReason.Preemption => LossCause.Preemption,
            StopReason.LeaseEnd => LossCause.LeaseEnd,
            StopReason.Turn => LossCause.Turn,
            StopReason.Drain => LossCause.Fault,
            _ => LossCause.OwnDoing,
        };
}
