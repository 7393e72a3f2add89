using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Units;

namespace Rhodes.Twin.Replay;

/// <summary>What decides in a run: the core, or a baseline in its place.</summary>
public interface IDecider
{
    /// <summary>All that is so at the site. A baseline keeps the same books and decides by other rules.</summary>
    ControlCore Core { get; }

    /// <summary>When it must be settled next even if no command comes; never when nothing is due.</summary>
    Instant NextTimer { get; }

    /// <returns>What became so, in order; the list is used again by the next call.</returns>
    IReadOnlyList<Event> Decide(Command command);
}

/// <summary>Rhodes itself.</summary>
internal sealed class CoreDecider(ControlCore core) : IDecider
{
    public ControlCore Core => core;

    public Instant NextTimer => core.NextTimer;

    public IReadOnlyList<Event> Decide(Command command) => core.Decide(command);
}
