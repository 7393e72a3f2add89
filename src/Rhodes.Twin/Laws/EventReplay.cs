using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Laws;

/// <summary>Builds the state a second time from the encoded events alone: they are the truth, or something is missing in them.</summary>
public sealed class EventReplay : IRunObserver
{
    public SiteState State { get; } = new();

    public void Saw(Instant at, Event @event)
    {
        State.AdvanceTo(at);
        State.Apply(EventEncoding.Decode(EventEncoding.Encode(@event)));
    }

    public void Settled(Instant at, ControlCore core) => State.AdvanceTo(at);
}
