using System.CommandLine;
using Rhodes.Cli.Client;

namespace Rhodes.Cli.Live;

/// <summary>The options that say what a job file says.</summary>
internal sealed class JobFlags
{
    /// <summary>Options whose values stand in the document as they are: key, the key that it is inside of, what it is, how its value is called.</summary>
    private static readonly (string Flag, string? Inside, string Key, string Description, string Value)[] Plainly =
    [
        ("--project", null, "project", "The project, where its tenant has several.", "P"),
        ("--priority", null, "priority", "The higher goes first among its tenant's jobs; 0 if not given.", "N"),
        ("--claim", null, "claim", "guaranteed (own cells only), loan (idle capacity only) or either (the default).", "CLAIM"),
        ("--nodes", "gang", "nodes", "How many nodes at once; 1 if not given.", "N"),
        ("--devices", "gang", "devices-per-node", "Devices on each node; 1 if not given.", "N"),
        ("--cores", "gang", "cores-per-node", "Cores on each node.", "N"),
        ("--memory", "gang", "memory-per-node", "Memory on each node, such as 64 GiB.", "SIZE"),
        ("--within", "gang", "within", "All of its nodes in one of these: hall, pod or rack.", "LEVEL"),
        ("--time-limit", null, "time-limit", "How long it may run, such as 2h30m.", "D"),
        ("--array", null, "array", "So many jobs alike, each with its number, from 0, in RHODES_ARRAY_INDEX.", "N"),
        ("--checkpoint-every", "checkpoint", "every", "It saves after so much work.", "D"),
        ("--checkpoint-takes", "checkpoint", "takes", "How long a save takes.", "D"),
        ("--checkpoint-restart", "checkpoint", "restart", "How long going on from a save takes.", "D"),
        ("--workdir", null, "workdir", "The folder that it begins in; one of its own if not given.", "FOLDER"),
        ("--warn", null, "warn", "The signal that tells it to leave: TERM (the default), INT, HUP, USR1 or USR2.", "SIGNAL"),
        ("--grace", null, "grace", "How long it may take to leave.", "D"),
        ("--replicas", null, "replicas", "It is a service with so many replicas, and has no end.", "N"),
    ];

    private readonly List<(Option<string?> Option, string? Inside, string Key)> _plainly = [.. Plainly.Select(each => (
        new Option<string?>(each.Flag) { Description = each.Description, HelpName = each.Value }, each.Inside, each.Key))];

    private readonly Option<string?> _name = new("--name") { Description = "What it is called; the command's name if not given.", HelpName = "NAME" };
    private readonly Option<string[]> _accelerator = new("--accelerator") { Description = "A kind of accelerator that will do; may be given again.", HelpName = "KIND", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> _environment = new("--env") { Description = "A variable of its environment; may be given again.", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _segment = new("--segment") { Description = "Nodes in groups that stand together, such as \"16 x rack\".", HelpName = "N x LEVEL" };
    private readonly Option<string[]> _after = new("--after") { Description = "Not before this job has ended; may be given again.", HelpName = "JOB", DefaultValueFactory = _ => [] };
    private readonly Option<bool> _held = new("--held") { Description = "Not before it is released." };
    private readonly Option<bool> _keep = new("--not-preemptible") { Description = "Its tenant's other work never stops it." };

    public IEnumerable<Option> All => [_name, .. _plainly.Select(each => each.Option), _accelerator, _segment, _environment, _after, _held, _keep];

    /// <summary>Those that were given.</summary>
    public IEnumerable<string> Given(ParseResult parsed) => All.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name);

    public FlagDocument Document(ParseResult parsed, IReadOnlyList<string> run)
    {
        FlagDocument document = new();
        document.Value("kind", null, Text(parsed, "replicas") is null ? "Job" : "Service");
        var name = parsed.GetValue(_name);
        document.Value("name", name is null ? null : "--name", name ?? NameOf(run));
        foreach (var each in _plainly.Where(each => each.Inside is null)) Add(document, parsed, each.Option, each.Key, 0);
        if (parsed.GetValue(_after) is { Length: > 0 } after) document.List("after", "--after", after);
        if (parsed.GetValue(_held)) document.Value("held", "--held", "true");
        if (parsed.GetValue(_keep)) document.Value("preemptible", "--not-preemptible", "false");
        AddEnvironment(document, parsed.GetRequiredValue(_environment));
        AddGang(document, parsed);
        if (_plainly.Where(each => each.Inside == "checkpoint").Any(each => parsed.GetValue(each.Option) is not null))
        {
            document.Open("checkpoint", "--checkpoint-every");
            foreach (var each in _plainly.Where(each => each.Inside == "checkpoint")) Add(document, parsed, each.Option, each.Key, 1);
        }

        if (run.Count > 0) document.List("run", "the command", run);
        return document;
    }

    private void AddGang(FlagDocument document, ParseResult parsed)
    {
        document.Open("gang", null);
        foreach (var each in _plainly.Where(each => each.Inside == "gang")) Add(document, parsed, each.Option, each.Key, 1);
        if (Text(parsed, "devices-per-node") is null) document.Value("devices-per-node", null, "1", 1);
        if (parsed.GetValue(_accelerator) is { Length: > 0 } kinds) document.List("accelerator", "--accelerator", kinds, 1);
        if (parsed.GetValue(_segment) is not { } segment) return;
        var parts = segment.Split('x', 2, StringSplitOptions.TrimEntries);
        if (parts.Length != 2) throw ClientException.BadInput($"--segment: '{Plain.Text(segment)}'; expected a count of nodes and a level, such as \"16 x rack\"");
        document.Open("segment", "--segment", 1);
        document.Value("nodes", "--segment", parts[0], 2);
        document.Value("level", "--segment", parts[1], 2);
    }

    private static void AddEnvironment(FlagDocument document, string[] variables)
    {
        if (variables.Length > 0) document.Open("environment", "--env");
        foreach (var variable in variables)
        {
            var equals = variable.IndexOf('=');
            if (equals < 1) throw ClientException.BadInput($"--env: '{Plain.Text(variable)}'; expected a name, '=' and a value, such as EPOCHS=3");
            document.Named(variable[..equals], "--env", variable[(equals + 1)..], 1);
        }
    }

    private static void Add(FlagDocument document, ParseResult parsed, Option<string?> option, string key, int depth)
    {
        if (parsed.GetValue(option) is { } value) document.Value(key, option.Name, value, depth);
    }

    private string? Text(ParseResult parsed, string key) => parsed.GetValue(_plainly.Find(each => each.Key == key).Option);

    /// <summary>A program's file name without its folder and what cannot be in a name.</summary>
    private static string NameOf(IReadOnlyList<string> run)
    {
        if (run.Count == 0) throw ClientException.BadInput("There is nothing to run; expected a job file, or --, a command and its arguments");
        var name = string.Concat(Path.GetFileName(run[0].TrimEnd('/')).Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')).TrimStart('-', '_', '.');
        return name.Length == 0 ? "job" : name[..Math.Min(name.Length, 128)];
    }
}
