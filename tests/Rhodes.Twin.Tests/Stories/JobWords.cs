using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;

namespace Rhodes.Twin.Tests.Stories;

/// <summary>
/// Jobs as stories tell them: <c>a runs 4 nodes of 2 devices + 1 nodes on h200:1430/h100 for 30m</c>, and behind commas, in any order:
/// <code>
/// limit 40m     saves every 5m taking 30s restarting 1m     guaranteed / loan     priority 2     not preemptible
/// within rack   all within rack   segments of 2 in rack     kinds h200:1430 h100:1000   cores 4  after 1 2
/// held          array 3           project x                 fails
/// </code>
/// </summary>
internal static class JobWords
{
    public static (JobSpec Job, JobWork Work) Read(Clause[] clauses, Duration work)
    {
        List<GroupSpec> groups = [.. Groups(clauses[0])];
        JobSpec job = new() { Name = "job", Tenant = clauses[0][0], Groups = groups };
        foreach (var clause in clauses.Skip(1)) job = With(job, clause);
        var outcome = clauses.Any(clause => clause[0] == "fails") ? JobOutcome.Failed : JobOutcome.Completed;
        return (job, new(work.Milliseconds, outcome));
    }

    private static IEnumerable<GroupSpec> Groups(Clause first) =>
        string.Join(' ', first.From(2)).Split(" for ")[0].Split('+').Select(part => new Clause(part)).Select(part => new GroupSpec
        {
            Nodes = part.Number(0),
            DevicesPerNode = part.After("of") is { } devices ? int.Parse(devices, null) : 1,
            Kinds = part.After("on") is { } kinds ? [.. kinds.Split('/').Select(Kind)] : [],
        });

    private static JobSpec With(JobSpec job, Clause clause) => clause[0] switch
    {
        "limit" => job with { TimeLimit = Clause.Length(clause[1]) },
        "saves" => job with { Checkpoint = Saves(clause) },
        "guaranteed" => job with { Claim = Claim.Guaranteed },
        "loan" => job with { Claim = Claim.Loan },
        "priority" => job with { Priority = clause.Number(1) },
        "not" => job with { Preemptible = false },
        "all" => job with { Within = Clause.LevelOf(clause[2]) },
        "after" => job with { After = [.. clause.From(1).Select(number => int.Parse(number, null))] },
        "held" => job with { Held = true },
        "array" => job with { Array = clause.Number(1) },
        "project" => job with { Project = clause[1] },
        "fails" => job,
        _ => job with { Groups = [.. job.Groups.Select(group => With(group, clause))] },
    };

    private static GroupSpec With(GroupSpec group, Clause clause) => clause[0] switch
    {
        "within" => group with { Within = Clause.LevelOf(clause[1]) },
        "segments" => group with { Segment = new(clause.Number(2), Clause.LevelOf(clause[4])) },
        "cores" => group with { CoresPerNode = clause.Number(1) },
        "kinds" => group with { Kinds = [.. clause.From(1).Select(Kind)] },
        _ => throw new FormatException($"'{clause.Text}' is nothing that a job can have"),
    };

    private static KindChoice Kind(string word) => word.Split(':') is [var kind, var speed] ? new(kind, int.Parse(speed, null)) : new(word, 1_000);

    private static CheckpointSpec Saves(Clause clause) => new(
        clause.LengthAfter("every")!.Value, clause.LengthAfter("taking") ?? Duration.Zero, clause.LengthAfter("restarting") ?? Duration.Zero);
}
