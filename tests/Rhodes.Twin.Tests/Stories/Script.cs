using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Tests.Stories;

/// <summary>
/// The first part of a story. A line begins with its time, or happens at midnight:
/// <code>
/// pool b: h200 with 8 devices            without any there is one: main, of h100, one device on each node
/// pod p1: 3 racks of 18, pool b          racks and nodes are named r1.. and n1.. in order; h2/p3 is a pod of another hall
/// tenant a, weight 2, project x weight 2 limit 4
/// a leases 2 rack/17 from 00:00 until 10:00, then 3 until 20:00, notice 0s, dedicated, named l1
/// 00:10 a runs 2 nodes of 4 devices for 30m, limit 40m, saves every 5m taking 30s restarting 1m, guaranteed
/// 00:10 a serves web with 3 replicas of 1 nodes for 20s        without a length its programs never end by themselves
/// 00:20 a cancels 3        a holds 3        a releases 3        a updates 3 to priority 2 limit 40m
/// 00:30 n3 fails           n3 is repaired   l1 ends             web of a scales to 2
/// 00:30 n3 drains 10m      n3 is kept
/// 00:35 a sees 3 fail      the first attempt of job 3 ends by itself, whatever its machine would have done with it
/// 00:40 why                metered          show cells turns nodes          until 20:00
/// </code>
/// </summary>
internal sealed class Script
{
    private readonly List<(Instant At, Func<Instant, Command?> Command, JobWork? Work)> _lines = [];
    private readonly List<PoolSpec> _pools = [];
    private readonly List<NodeSpec> _nodes = [];
    private readonly List<string> _tenants = [];
    private int _racks;
    private int _nodesNamed;
    private int _leases;

    public Shown Shown { get; private set; } = Shown.Work;

    public List<Question> Questions { get; } = [];

    /// <summary>Until when the story is played.</summary>
    public Instant End { get; private set; } = Story.Midnight + Duration.FromDays(60);

    public IReadOnlyList<Step> Steps { get; private set; } = [];

    public static Script Read(string text)
    {
        Script script = new();
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')) script.ReadLine(line);
        script.Finish();
        return script;
    }

    private void Finish()
    {
        AddNodes hardware = new(Story.Midnight, new() { Site = "site", Pools = Pools, Nodes = _nodes });
        var steps = _lines.Select(line => (Command: line.Command(line.At), line.Work)).Where(line => line.Command is not null)
            .Select(line => new Step(line.Command!, line.Work)).OrderBy(step => step.At);   // a stable order
        Steps = [new(hardware), .. steps];
        Questions.Sort((a, b) => a.At.CompareTo(b.At));
    }

    private List<PoolSpec> Pools => _pools.Count > 0 ? _pools : [PoolOf("main", "h100", 1)];

    /// <summary>Eight cores and 1,024 MiB for each device.</summary>
    private static PoolSpec PoolOf(string name, string kind, int devices) =>
        new() { Name = name, Kind = kind, DevicesPerNode = devices, CoresPerNode = 8 * devices, MemoryMibPerNode = 1_024L * devices };

    private void ReadLine(string line)
    {
        var at = Story.Midnight;
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space > 0 && Clause.IsTime(line[..space])) (at, line) = (Clause.Time(line[..space]), line[(space + 1)..]);
        Clause[] clauses = [.. line.Split(',').Select(clause => new Clause(clause))];
        var first = clauses[0];
        switch (first[0])
        {
            case "pool": _pools.Add(PoolOf(first[1].TrimEnd(':'), first[2], first.Number(4))); break;
            case "pod": _nodes.AddRange(PodOf(clauses, 1)); break;
            case "add": AddPod(at, clauses); break;
            case "remove": Add(at, now => new RemoveNodes(now, [.. first.From(1)])); break;
            case "tenant":
                _tenants.Add(first[1]);
                Add(at, now => new AddTenant(now, TenantOf(clauses)));
                break;
            case "show": Shown = first.From(1).Aggregate(Shown, (shown, word) => shown | Enum.Parse<Shown>(word, ignoreCase: true)); break;
            case "until": End = Clause.Time(first[1]); break;
            case "why" or "metered": Ask(at, first[0]); break;
            default: ReadSentence(at, clauses); break;
        }
    }

    private void ReadSentence(Instant at, Clause[] clauses)
    {
        var (first, who) = (clauses[0], clauses[0][0]);
        switch (first[1])
        {
            case "leases": AddLease(at, clauses); break;
            case "runs": AddJob(at, clauses); break;
            case "serves": AddService(at, clauses); break;
            case "of": Add(at, now => new ScaleService(now, first[2], who, first.Number(5))); break;
            case "cancels": Add(at, now => new CancelJob(now, who, first.Number(2))); break;
            case "holds": Add(at, now => new HoldJob(now, who, first.Number(2))); break;
            case "releases": Add(at, now => new ReleaseJob(now, who, first.Number(2))); break;
            case "sees": AddEnd(at, who, first.Number(2)); break;
            case "updates":
                int? priority = first.After("priority") is { } number ? int.Parse(number, null) : null;
                Add(at, now => new UpdateJob(now, who, first.Number(2), priority, first.LengthAfter("limit")));
                break;
            case "fails": Add(at, now => new ReportNodeDown(now, who, "gpu")); break;
            case "drains": Add(at, now => new DrainNode(now, who, Clause.Length(first[2]), "fan")); break;
            case "is" when first[2] == "kept": Add(at, now => new UndrainNode(now, who)); break;
            case "is": Add(at, now => new ReportNodeUp(now, who)); break;
            case "ends": Add(at, now => new EndLease(now, who, first.TimeAfter("at") ?? now)); break;
            default: throw new FormatException($"'{first.Text}' is nothing that a story can say");
        }
    }

    private void Add(Instant at, Func<Instant, Command?> command, JobWork? work = null) => _lines.Add((at, command, work));

    /// <summary>A report about an attempt that there never was changes nothing, and settles the instant.</summary>
    private void Ask(Instant at, string what)
    {
        Questions.Add(new(at, what));
        Add(at, static now => new ReportStopped(now, new(new(0, int.MaxValue), 1), 0));
    }

    private void AddEnd(Instant at, string tenant, int job)
    {
        AttemptId attempt = new(new(_tenants.IndexOf(tenant), job), 1);
        Add(at, now => new ReportCompleted(now, attempt, JobOutcome.Failed, 0));
    }

    private List<NodeSpec> PodOf(Clause[] clauses, int name)
    {
        var first = clauses[0];
        var path = first[name].TrimEnd(':').Split('/');
        var pool = clauses.Skip(1).FirstOrDefault(clause => clause[0] == "pool")?[1] ?? Pools[0].Name;
        List<NodeSpec> nodes = [];
        foreach (var clause in clauses.Where(clause => clause.After("of") is not null))
        {
            var racks = int.Parse(clause[Array.IndexOf([.. clause.From(0)], "racks") - 1], null);
            for (var rack = 0; rack < racks; rack++)
            {
                _racks++;
                for (var node = 0; node < int.Parse(clause.After("of")!, null); node++)
                    nodes.Add(new($"n{++_nodesNamed}", path.Length > 1 ? path[0] : "h1", path[^1], $"r{_racks}", pool));
            }
        }

        return nodes;
    }

    private void AddPod(Instant at, Clause[] clauses)
    {
        var nodes = PodOf(clauses, 2);
        Add(at, now => new AddNodes(now, new() { Site = "site", Pools = Pools, Nodes = nodes }));
    }

    private static TenantSpec TenantOf(Clause[] clauses) => new()
    {
        Name = clauses[0][1],
        Weight = clauses.FirstOrDefault(clause => clause[0] == "weight") is { } weight ? weight.Number(1) : 1,
        Projects = [.. clauses.Where(clause => clause[0] == "project").Select(project => new ProjectSpec
        {
            Name = project[1],
            Weight = project.After("weight") is { } its ? int.Parse(its, null) : 1,
            DeviceLimit = project.After("limit") is { } limit ? int.Parse(limit, null) : null,
        })],
    };

    private void AddLease(Instant at, Clause[] clauses)
    {
        List<LeaseStep> steps = [];
        LeaseSpec lease = new() { Name = $"l{++_leases}", Tenant = clauses[0][0], Pool = Pools[0].Name, Shape = Clause.Shape(clauses[0][3]), Steps = steps };
        foreach (var clause in clauses)
        {
            switch (clause[0])
            {
                case "notice": lease = lease with { RecallNotice = Clause.Length(clause[1]) }; break;
                case "dedicated": lease = lease with { Mode = LeaseMode.Dedicated }; break;
                case "named": lease = lease with { Name = clause[1] }; break;
                case "pool": lease = lease with { Pool = clause[1] }; break;
                default:
                    var cells = clause[0] == "then" ? clause.Number(1) : clause.Number(2);
                    steps.Add(new(clause.TimeAfter("from") ?? (steps.Count > 0 ? steps[^1].Until : at), clause.TimeAfter("until")!.Value, cells));
                    break;
            }
        }

        Add(at, now => new ConfirmLease(now, lease));
    }

    private void AddJob(Instant at, Clause[] clauses)
    {
        var (job, work) = JobWords.Read(clauses, clauses[0].LengthAfter("for")!.Value);
        Add(at, now => new SubmitJob(now, job), work);
    }

    private void AddService(Instant at, Clause[] clauses)
    {
        var first = clauses[0];
        Clause replica = new($"{first[0]} runs {string.Join(' ', first.From(7))}");
        var length = replica.LengthAfter("for");
        var (job, work) = JobWords.Read([replica, .. clauses[1..]], length ?? Duration.Zero);
        Add(at, now => new SubmitService(now, new() { Name = first[2], Replica = job with { Name = first[2] }, Replicas = first.Number(4) }), length is null ? null : work);
    }
}
