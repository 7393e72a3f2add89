using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Keeping;
using Rhodes.Twin.Laws;
using Rhodes.Twin.Replay;
using Rhodes.Twin.Report;

namespace Rhodes.Twin.Tests.Keeping;

/// <summary>A run with everything that a replay with a report has, which can be kept as bytes and taken up by another.</summary>
internal sealed class KeptRun : IDisposable
{
    private readonly ScenarioSpec _scenario;
    private readonly ScenarioRun? _ofScenario;
    private readonly TwinRun? _ofSteps;
    private readonly ReplaySummary _summary = new();
    private readonly ReportRecorder _recorder;
    private readonly EventsHash _hash = new();

    public KeptRun(ScenarioSpec scenario, Instant? until)
    {
        _scenario = scenario;
        _recorder = new(scenario.From, until ?? scenario.Until, _summary);
        _ofScenario = new(scenario, until, _hash, _summary, _recorder);
    }

    public KeptRun(ulong seed)
    {
        _scenario = new()
        {
            Name = "random", File = "", Seed = (int)seed, From = RandomWorld.Start, Until = RandomWorld.End, Traces = [], Jobs = [], Services = [], Commands = [],
            Faults = [], LeaseCommands = [],
            Site = new()
            {
                Folder = "", Fabric = new() { Site = "random", Pools = [], Nodes = [] }, Tenants = [], Leases = [], Kinds = [],
                ConfirmAt = new Dictionary<string, Instant>(), LeasePlaces = new Dictionary<string, SourcePlace>(),
            },
        };
        _recorder = new(RandomWorld.Start, RandomWorld.End, _summary);
        _ofSteps = new(RandomWorld.Of(seed), _hash, _summary, _recorder);
    }

    /// <summary>All that is compared when two runs are to be the same.</summary>
    public object[] Parts => [_summary, _recorder, _ofScenario is not null ? _ofScenario : _ofSteps!];

    public string Hash => _hash.Value;

    public bool PlayNext() => _ofScenario?.PlayNext() ?? _ofSteps!.PlayNext(RandomWorld.End);

    public int PlayToEnd()
    {
        var instants = 0;
        while (PlayNext()) instants++;
        Assert.Null(_ofScenario?.Problem);
        return instants;
    }

    public byte[] Kept()
    {
        using MemoryStream stream = new();
        using (var keeper = Keeper.To(stream)) Keep(keeper);
        return stream.ToArray();
    }

    public void TakeUp(byte[] kept)
    {
        using MemoryStream stream = new(kept);
        using var keeper = Keeper.From(stream);
        Keep(keeper);
        Assert.Equal(stream.Length, stream.Position);
    }

    /// <summary>The report; after it nothing is played any more.</summary>
    public string Page()
    {
        var end = _ofScenario?.End ?? RandomWorld.End;
        var figures = _summary.At(_scenario.From, end, _ofScenario?.Core ?? _ofSteps!.Core);
        _recorder.Finish(end);
        return ReportPage.Of(new(_scenario, figures, _recorder, _summary, Hash, "test"));
    }

    public void Dispose()
    {
        _ofScenario?.Dispose();
        _ofSteps?.Dispose();
        _hash.Dispose();
    }

    private void Keep(Keeper keeper)
    {
        _ofScenario?.Keep(keeper);
        _ofSteps?.Keep(keeper);
        _hash.Keep(keeper);
        _summary.Keep(keeper);
        _recorder.Keep(keeper);
    }
}
