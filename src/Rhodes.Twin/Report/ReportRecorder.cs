using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Metering;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Report;

/// <summary>
/// Collects what a report shows, in memory that does not grow with the length of the run: what changes over time is kept in at most
/// <see cref="TimeLine.Most"/> stretches, and what differs over the floor in squares.
/// </summary>
/// <remarks>Hot: once per event; its cost is in docs/performance.md.</remarks>
public sealed class ReportRecorder : IRunObserver
{
    private readonly ReplaySummary _summary;

    /// <param name="until">The end, where it is known ahead.</param>
    /// <param name="summary">It must be told of each event before this.</param>
    public ReportRecorder(Instant from, Instant? until, ReplaySummary summary)
    {
        _summary = summary;
        Time = new(from, until);
        (Uses, Tenants, Pools, Losses) = (new(Time), new(Time), new(Time), new(Time));
    }

    internal TimeLine Time { get; }

    internal UseOverTime Uses { get; }

    internal TenantsOverTime Tenants { get; }

    internal PoolsOverTime Pools { get; }

    internal LossOverTime Losses { get; }

    internal FloorUse Floor { get; } = new();

    internal LeaseCalendar Calendar { get; } = new();

    internal Samples Samples { get; } = new();

    public void Saw(Instant at, Event @event)
    {
        Time.Advance(at);
        Tenants.Saw(at, @event, _summary.Live);
        Pools.Saw(at, @event);
        Floor.Saw(at, @event, _summary.Live.Attempt);
        if (_summary.Live.Attempt is { } attempt) Losses.Saw(@event, attempt);
        else Calendar.Saw(at, @event);
    }

    public void Settled(Instant at, ControlCore core)
    {
        Time.Advance(at);
        Uses.Settled(at, core.State.Meter);
        Tenants.Settled(at, core);
        Samples.Settled(at, core, _summary.Live, Tenants.Waiting.Value, core.State.Meter.Now(DeviceUse.Loan));
    }

    /// <summary>The summary is kept by whoever has it.</summary>
    public void Keep(Keeper keeper)
    {
        Time.Keep(keeper);
        Uses.Keep(keeper);
        Tenants.Keep(keeper);
        Pools.Keep(keeper);
        Losses.Keep(keeper);
        Floor.Keep(keeper);
        Calendar.Keep(keeper);
        Samples.Keep(keeper);
    }

    /// <summary>Closes everything at the end of the run; nothing is told afterwards.</summary>
    public void Finish(Instant end)
    {
        Time.Finish(end);
        Floor.Finish(end);
    }
}
