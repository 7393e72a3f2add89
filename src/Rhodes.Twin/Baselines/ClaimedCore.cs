using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Baselines;

/// <summary>The real core, to which all work is submitted with one claim, whatever the scenario says.</summary>
internal sealed class ClaimedCore(Claim claim) : IDecider
{
    public ControlCore Core { get; } = new();

    public Instant NextTimer => Core.NextTimer;

    public IReadOnlyList<Event> Decide(Command command) => Core.Decide(command switch
    {
        SubmitJob submit => submit with { Job = submit.Job with { Claim = claim } },
        SubmitService submit => submit with { Service = submit.Service with { Replica = submit.Service.Replica with { Claim = claim } } },
        _ => command,
    });
}
