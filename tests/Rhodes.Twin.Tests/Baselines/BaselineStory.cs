using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Baselines;
using Rhodes.Twin.Replay;
using Rhodes.Twin.Tests.Replay;

namespace Rhodes.Twin.Tests.Baselines;

/// <summary>What a baseline makes of a scenario, as lines: when which job starts where, and how its attempts end.</summary>
internal sealed class BaselineStory : IRunObserver
{
    private readonly Dictionary<JobId, string> _names = [];
    private readonly Dictionary<AttemptId, string> _places = [];
    private readonly Dictionary<NodeId, string> _nodes = [];
    private readonly List<string> _lines = [];

    /// <summary>Plays the scenario's ten hours and compares everything that is told with what is expected.</summary>
    public static void Plays(Baseline baseline, string jobs, string expected, string rest = "")
    {
        using ScratchScenario scratch = new($"  - jobs:\n{string.Join('\n', jobs.Split('\n').Select(line => "      - " + line))}", rest);
        BaselineStory story = new();
        using ScenarioRun run = new(scratch.Load(), null, baseline.NewDecider(), story);
        while (run.PlayNext()) { }
        Assert.Null(run.Problem);
        Assert.Equal(expected, string.Join('\n', story._lines));
    }

    public void Saw(Instant at, Event @event)
    {
        switch (@event)
        {
            case FabricChanged e: foreach (var node in e.Added) _nodes[node.Id] = node.Spec.Name; break;
            case JobSubmitted e: _names[e.Job] = e.Spec.Name; break;
            case AttemptPlaced e: _places[e.Attempt] = string.Join(' ', e.Place.SelectMany(share => share.Nodes).Select(node => _nodes[node])); break;
            case AttemptLaunched e: Tell(at, e.Attempt, $"on {_places[e.Attempt]}"); break;
            case AttemptStopping e: Tell(at, e.Attempt, $"told to leave: {e.Why}"); break;
            case AttemptEnded e: Tell(at, e.Attempt, $"{e.How}"); break;
        }
    }

    public void Settled(Instant at, ControlCore core)
    {
    }

    private void Tell(Instant at, AttemptId attempt, string what) => _lines.Add($"{at - ScratchScenario.Start} {_names[attempt.Job]} {what}");
}
