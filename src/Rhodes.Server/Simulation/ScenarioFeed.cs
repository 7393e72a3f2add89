using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Server.Log;
using Rhodes.Server.Site;
using Rhodes.Twin.Replay;

namespace Rhodes.Server.Simulation;

/// <summary>
/// Lets what a scenario writes down, draws and reads from traces happen at a live site, as its clock gets there. How many steps were taken is in the log, so that it goes on there after a restart.
/// </summary>
internal sealed class ScenarioFeed : IDisposable
{
    public const string Who = "twin";

    /// <summary>Steps that are sent before the first of them is durable.</summary>
    private const int MostOnTheWay = 1_000;

    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(200);

    private readonly ScenarioSteps _steps;
    private readonly SiteWriter _writer;
    private readonly SiteClock _clock;
    private readonly Action<string> _say;
    private readonly CancellationTokenSource _over = new();
    private readonly long _taken;
    private Task _feeding = Task.CompletedTask;

    /// <param name="taken">Steps that were taken before.</param>
    /// <param name="say">Gets what went wrong, in a sentence each.</param>
    public ScenarioFeed(ScenarioSpec scenario, SiteWriter writer, SiteClock clock, long taken, Action<string> say) =>
        (_steps, _writer, _clock, _taken, _say) = (new(scenario), writer, clock, taken, say);

    /// <summary>How many steps a log says were taken.</summary>
    public static long Taken(IEventStore store)
    {
        long taken = 0;
        foreach (var record in store.Read(1))
        {
            var header = EntryEncoding.DecodeHeader(record.Body);
            if (header.Who == Who && long.TryParse(header.Key.AsSpan(0, Math.Max(0, header.Key.IndexOf('.', StringComparison.Ordinal))), out var number)) taken = Math.Max(taken, number);
        }

        return taken;
    }

    public void Start() => _feeding = Task.Run(FeedAsync);

    public void Dispose()
    {
        _over.Cancel();
        _feeding.GetAwaiter().GetResult();
        _steps.Dispose();
        _over.Dispose();
    }

    private async Task FeedAsync()
    {
        Queue<Task> onTheWay = [];
        long number = 0;
        try
        {
            foreach (var step in _steps.All())
            {
                if (++number <= _taken) continue;
                while (_clock.Until(step.At) is { Ticks: > 0 } wait) await Task.Delay(wait < Nap ? wait : Nap, _over.Token).ConfigureAwait(false);
                _over.Token.ThrowIfCancellationRequested();
                onTheWay.Enqueue(TakeAsync(step, number));
                while (onTheWay.Count > MostOnTheWay) await onTheWay.Dequeue().ConfigureAwait(false);
            }

            if (_steps.Problem is { } problem) _say(problem);
            while (onTheWay.Count > 0) await onTheWay.Dequeue().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The server stops; the next one goes on.
        }
        catch (LogException)
        {
            // The server stops, and says why.
        }
    }

    /// <summary>A step that turns out to be several commands is one step still: it is taken with its first.</summary>
    private async Task TakeAsync(Step step, long number)
    {
        if (step.Resolve is null)
        {
            Check(step, await SendAsync(step, step.Command, $"{number}.0").ConfigureAwait(false));
            return;
        }

        var commands = await _writer.Read(core => step.Resolve(step.Command, NamesIn(core.State)).ToList()).ConfigureAwait(false);
        for (var i = 0; i < commands.Count; i++) Check(step, await SendAsync(step, commands[i], $"{number}.{i}").ConfigureAwait(false));
    }

    private Task<Decided> SendAsync(Step step, Command command, string key) => _writer.Decide(new(WordOf(command), key, Who), (_, at) => command switch
    {
        SubmitJob submit when step.Work is { } work => new SubmitJob(at, submit.Job with { Run = SimulatedWork.Run(work) }),
        _ => command with { At = at },
    });

    private void Check(Step step, Decided decided)
    {
        if (decided.Refusal is { } why && step.Place is { } place) _say(place.Problem(why, "something that can be done at this site now").ToString());
    }

    /// <summary>Jobs by name, those that are over left out: nothing waits for them any more.</summary>
    private static JobNames NamesIn(SiteState state)
    {
        JobNames names = new();
        foreach (var job in state.Jobs.Where(job => !job.HasEnded).OrderBy(job => job.Id.Tenant).ThenBy(job => job.Id.Number)) names.Add(job.Spec.Name, job.Id);
        return names;
    }

    private static string WordOf(Command command) => Explain.TurnReasons.Snake(command.GetType().Name);
}
