using Rhodes.Core.Contract;
using Rhodes.Twin.Keeping;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Report;

/// <summary>Recalls, and work that was done in vain, over time.</summary>
internal sealed class LossOverTime(TimeLine time)
{
    private readonly CountOverTime[] _lostDeviceMs = [.. Enum.GetValues<LossCause>().Select(_ => time.AddCount())];

    public CountOverTime Recalls { get; } = time.AddCount();

    public CountOverTime LostDeviceMs(LossCause cause) => _lostDeviceMs[(int)cause];

    public void Keep(Keeper keeper)
    {
        foreach (var cause in _lostDeviceMs) cause.Keep(keeper);
        Recalls.Keep(keeper);
    }

    /// <param name="attempt">As it is after the event.</param>
    public void Saw(Event @event, LiveAttempt attempt)
    {
        if (LostWork.IsRecall(@event, attempt)) Recalls.Add(1);
        else if (@event is AttemptEnded ended && attempt.LostDeviceMs > 0) _lostDeviceMs[(int)LostWork.CauseOf(ended, attempt)].Add((long)attempt.LostDeviceMs);
    }
}
