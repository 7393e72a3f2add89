using Rhodes.Core.Metering;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;

namespace Rhodes.Twin.Report;

/// <summary>What the site's devices did, over time.</summary>
internal sealed class UseOverTime(TimeLine time)
{
    private readonly LevelOverTime[] _uses = [.. Enumerable.Range(0, UsageMeter.Uses).Select(_ => time.AddLevel())];

    public LevelOverTime Of(DeviceUse use) => _uses[(int)use];

    /// <remarks>Hot: once per instant.</remarks>
    public void Settled(Instant at, UsageMeter meter)
    {
        for (var use = 0; use < _uses.Length; use++) _uses[use].Set(at, meter.Now((DeviceUse)use));
    }

    public void Keep(Keeper keeper)
    {
        foreach (var use in _uses) use.Keep(keeper);
    }
}
