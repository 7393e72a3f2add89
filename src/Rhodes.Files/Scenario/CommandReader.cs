using Rhodes.Core.Units;
using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Scenario;

/// <summary>Reads what is done at a time: with inline work, and with leases.</summary>
internal sealed class CommandReader(Findings findings, Horizon horizon)
{
    private static readonly string[] OfUpdate = ["priority", "time-limit"];

    private readonly List<(WorkCommand Command, Mark At)> _commands = [];
    private readonly HashSet<(string Verb, string Lease)> _leaseCommands = [];

    /// <summary>Notes the command; its work is looked up by <see cref="CheckAll"/>, when all work is known.</summary>
    public WorkCommand? ReadCommand(YamlValue value)
    {
        if (MappingReader.Open(value, ScenarioKeys.Command, findings) is not { } keys) return null;
        var at = keys.Required("at", horizon.Time);
        var verb = keys.OneOf("cancel", "hold", "release", "update");
        if (verb is null) return null;
        var work = keys.Required(verb, Read.Name);
        CheckUpdate(keys, verb);
        var command = new WorkCommand
        {
            At = at, Work = work ?? "", Verb = Enum.Parse<WorkVerb>(verb, ignoreCase: true),
            Priority = keys.OptionalValue("priority", Read.Priority),
            TimeLimit = keys.OptionalValue("time-limit", Read.LongerThanZero),
            Place = findings.Place(keys.At(verb)),
        };
        if (!keys.IsSound) return null;
        _commands.Add((command, keys.At(verb)));
        return command;
    }

    public LeaseCommand? ReadLeaseCommand(YamlValue value, SiteSpec? site)
    {
        if (MappingReader.Open(value, ScenarioKeys.LeaseCommand, findings) is not { } keys) return null;
        var at = keys.Required("at", horizon.Time);
        if (keys.OneOf("confirm", "end") is not { } verb) return null;
        var lease = keys.Required(verb, Read.Known("lease", site?.Leases.Select(each => each.Name).ToList()));
        if (lease is not null && verb == "confirm" && site?.ConfirmAt.ContainsKey(lease) == true)
            keys.Refuse(
                keys.At(verb), $"'confirm' of lease '{lease}', which has a 'confirm-at' at {site.LeasePlaces[lease]}", "one of the two");
        if (lease is not null && !_leaseCommands.Add((verb, lease)))
            keys.Refuse(keys.At(verb), $"'{verb}' of lease '{lease}' again", $"one '{verb}' for a lease");
        return keys.IsSound ? new LeaseCommand(at, lease!, verb == "end", findings.Place(keys.At(verb))) : null;
    }

    /// <summary>Checks that the work of each command is there by then.</summary>
    public void CheckAll(IReadOnlyList<DraftJob> jobs, IReadOnlyList<InlineService> services)
    {
        var starts = jobs.Select(draft => (draft.Job.Job.Name, draft.Job.At)).Concat(services.Select(each => (each.Service.Name, each.At)))
            .ToDictionary(pair => pair.Name, pair => pair.At, StringComparer.Ordinal);
        var ofServices = services.Select(each => each.Service.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (command, at) in _commands)
        {
            var verb = command.Verb.ToString().ToLowerInvariant();
            if (!starts.TryGetValue(command.Work, out var start))
                findings.Add(
                    at, $"unknown job or service '{command.Work}'", "the name of one in this file",
                    findings.NearestTo(command.Work, starts.Keys));
            else if (command.At < start)
                findings.Add(at, $"{verb} at {command.At} of '{command.Work}', which is only submitted at {start}", "a later 'at'");
            else if (command.Verb != WorkVerb.Cancel && ofServices.Contains(command.Work))
                findings.Add(
                    at, $"{verb} of service '{command.Work}'", "the name of a job; services can only be cancelled, and have 'scale'");
        }
    }

    private static void CheckUpdate(MappingReader keys, string verb)
    {
        var changes = OfUpdate.Where(keys.Has).ToList();
        if (verb == "update" && changes.Count == 0)
            keys.Refuse(keys.Start, "an update that changes nothing", "'priority' or 'time-limit'");
        if (verb != "update" && changes.Count > 0)
            keys.Refuse(keys.KeyAt(changes[0]), $"'{changes[0]}' beside '{verb}'", "it only beside 'update'");
    }
}
