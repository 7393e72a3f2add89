using Rhodes.Core.Units;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Scenario;

/// <summary>Reads <c>scenario.yaml</c> against its site.</summary>
/// <param name="site">Null: it could not be read, and is not checked against.</param>
internal sealed class ScenarioReader(Findings findings, string folder, SiteSpec? site)
{
    public const string What = "a scenario: horizon, workload, faults";

    private readonly List<TraceSource> _traces = [];
    private readonly List<JobGenerator> _generators = [];
    private InlineReader _inline = new(findings, site, Horizon.Unknown);
    private CommandReader _commands = new(findings, Horizon.Unknown);
    private GeneratorReader _generator = new(findings, folder, site, Horizon.Unknown);
    private readonly FaultTraceReader _faultTrace = new(findings, folder);
    private List<WorkCommand> _workCommands = [];
    private Findings? _inFaultFile;

    /// <summary>Problems of the files with faults, file by file.</summary>
    public IReadOnlyList<Problem> InFaultFiles => [.. _inFaultFile?.InOrder() ?? [], .. _faultTrace.InFile?.InOrder() ?? []];

    public ScenarioSpec? ReadScenario(YamlValue document, string defaultName)
    {
        if (MappingReader.Open(document, ScenarioKeys.Scenario, findings) is not { } keys) return null;
        var name = keys.Optional("name", Read.Name, defaultName);
        // Looked up before, since everything is checked against the site.
        foreach (var key in new[] { "site", "fabric", "tenants", "leases" }) keys.OptionalText(key, Read.Words);
        var seed = keys.Optional("seed", Read.WholeNumber(0, int.MaxValue), 1);
        var horizon = keys.Required("horizon", Read.With("a horizon {from, until}", Horizon.ReadHorizon));
        var time = horizon ?? Horizon.Unknown;
        (_inline, _commands) = (new InlineReader(findings, site, time), new CommandReader(findings, time));
        _generator = new GeneratorReader(findings, folder, site, time);
        var source = Read.With("a trace, a generator, or jobs, services and commands", (value, _) => ReadSource(value));
        keys.Required("workload", Read.ListOf(source, atLeast: 1));
        var jobs = SubmissionOrder.Of(_inline.Jobs, areAll: keys.IsSound, findings);
        if (keys.IsSound) _commands.CheckAll(_inline.Jobs, _inline.Services);
        var faults = ReadFaults(keys, time);
        var faultTrace = keys.OptionalText("fault-trace", Read.With("a fault trace {file, nodes, lasts}", _faultTrace.ReadTrace));
        if (faultTrace is not null && time.Until.IsNever)
            keys.Refuse(keys.KeyAt("fault-trace"), "a fault trace in a scenario without an end", "a horizon with 'until'");
        var leaseCommand = Read.With("a lease command", (value, _) => _commands.ReadLeaseCommand(value, site));
        var leaseCommands = keys.Optional("lease-commands", Read.ListOf(leaseCommand), []);
        if (!keys.IsSound || site is null || findings.Count > 0 || InFaultFiles.Count > 0) return null;
        return new ScenarioSpec
        {
            Name = name, File = findings.File, Site = site, Seed = seed, From = time.From, Until = time.Until.IsNever ? null : time.Until,
            Traces = _traces, Generators = _generators, Jobs = jobs, Services = [.. _inline.Services.OrderBy(service => service.At)],
            Commands = [.. _workCommands.OrderBy(command => command.At)], Faults = faults.Joined(),
            FaultTrace = faultTrace,
            LeaseCommands = WithConfirmations(leaseCommands, time.From),
        };
    }

    /// <summary>A trace, a generator, or anything inline; which one is told by the key 'trace' or 'generate'.</summary>
    private object? ReadSource(YamlValue value)
    {
        if (value is YamlMapping mapping && mapping.Has("trace"))
        {
            var trace = new TraceReader(findings, folder, site).ReadTrace(value);
            if (trace is not null) _traces.Add(trace);
            return trace;
        }
        if (value is YamlMapping made && made.Has("generate"))
        {
            var generator = _generator.ReadGenerator(value);
            if (generator is not null) _generators.Add(generator);
            return generator;
        }
        if (MappingReader.Open(value, ScenarioKeys.Inline, findings) is not { } keys) return null;
        if (ScenarioKeys.Inline.Keys.All(key => !keys.Has(key)) && keys.IsSound)
            keys.Refuse(keys.Start, "a source of nothing", "'trace', 'generate', 'jobs', 'services' or 'commands'");
        keys.OptionalText("jobs", Read.ListOf(Read.With("a job", (job, _) => _inline.ReadJob(job))));
        keys.OptionalText("services", Read.ListOf(Read.With("a service", (service, _) => _inline.ReadService(service))));
        var commands = keys.Optional("commands", Read.ListOf(Read.With("a command", (command, _) => _commands.ReadCommand(command))), []);
        _workCommands = [.. _workCommands, .. commands];
        return keys.IsSound ? keys : null;
    }

    private FaultReader ReadFaults(MappingReader keys, Horizon horizon)
    {
        var faults = new FaultReader(site, horizon);
        keys.OptionalText("faults", Read.ListOf(Read.With("a fault {node, at, for}", faults.ReadFault)));
        if (keys.OptionalText("fault-file", Read.Words) is not { } path) return faults;
        _inFaultFile = new Findings(Paths.Join(folder, path));
        faults.ReadFile(_inFaultFile.File, _inFaultFile);
        return faults;
    }

    private List<LeaseCommand> WithConfirmations(IReadOnlyList<LeaseCommand> written, Instant start)
    {
        var confirmed = written.Where(command => !command.Ends).Select(command => command.Lease).ToHashSet(StringComparer.Ordinal);
        Instant At(string lease) => Instant.Later(start, site!.ConfirmAt.GetValueOrDefault(lease, start));
        var confirmations = site!.Leases.Select(lease => lease.Name).Where(lease => !confirmed.Contains(lease))
            .Select(lease => new LeaseCommand(At(lease), lease, Ends: false, site.LeasePlaces[lease]));
        return [.. confirmations.Concat(written).OrderBy(command => command.At)];
    }
}
