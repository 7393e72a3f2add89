using Rhodes.Files.Reading;
using Rhodes.Files.Yaml;

namespace Rhodes.Files.Scenario;

/// <summary>
/// Puts jobs into the order of submission: by time, then forerunners first, then as in the file. Finds forerunners that are
/// unknown, of another tenant, submitted too late, or that wait for each other in a ring.
/// </summary>
internal sealed class SubmissionOrder
{
    private readonly Findings _findings;
    private readonly IReadOnlyList<DraftJob> _jobs;
    private readonly Dictionary<string, int> _indexes;
    private readonly HashSet<Mark> _refused = [];
    private readonly List<InlineJob> _ordered = [];

    /// <summary>Unseen, on the path that is being followed, or placed in the order.</summary>
    private readonly byte[] _states;

    private SubmissionOrder(IReadOnlyList<DraftJob> jobs, Findings findings)
    {
        _jobs = jobs;
        _findings = findings;
        _states = new byte[jobs.Count];
        _indexes = Enumerable.Range(0, jobs.Count).ToDictionary(i => jobs[i].Job.Job.Name, StringComparer.Ordinal);
    }

    /// <param name="areAll">False: some jobs could not be read, so that a name that is not there may be one of theirs.</param>
    /// <returns>All jobs in order; of no use when there were problems.</returns>
    public static IReadOnlyList<InlineJob> Of(IReadOnlyList<DraftJob> jobs, bool areAll, Findings findings)
    {
        var order = new SubmissionOrder(jobs, findings);
        foreach (var job in jobs)
            foreach (var after in job.After) order.CheckForerunner(job.Job, after, areAll);
        foreach (var start in Enumerable.Range(0, jobs.Count).OrderBy(i => jobs[i].Job.At)) order.Follow(start);
        return order._ordered;
    }

    private void CheckForerunner(InlineJob job, Marked<string> after, bool areAll)
    {
        if (!_indexes.TryGetValue(after.Value, out var index))
        {
            if (areAll)
                Refuse(
                    after.At, $"unknown job {Shown.Quoted(after.Value)}", "the name of a job in this file",
                    _findings.NearestTo(after.Value, _indexes.Keys));
            return;
        }
        var forerunner = _jobs[index].Job;
        if (forerunner.Job.Tenant != job.Job.Tenant)
            Refuse(after.At, $"job '{after.Value}' of tenant '{forerunner.Job.Tenant}'", $"a job of tenant '{job.Job.Tenant}' itself");
        else if (forerunner.At > job.At)
            Refuse(after.At, $"job '{after.Value}', which is only submitted at {forerunner.At}", $"a job that is submitted by {job.At}");
    }

    /// <summary>Depth first with a path of its own: a chain may be longer than the stack is deep.</summary>
    private void Follow(int start)
    {
        Stack<(int Job, int Next)> path = new();
        if (_states[start] == 0) Enter(start, path);
        while (path.TryPop(out var step))
        {
            var after = _jobs[step.Job].After;
            if (step.Next == after.Count)
            {
                _states[step.Job] = 2;
                _ordered.Add(_jobs[step.Job].Job);
                continue;
            }
            path.Push((step.Job, step.Next + 1));
            if (!_indexes.TryGetValue(after[step.Next].Value, out var forerunner)) continue;
            if (_states[forerunner] == 1) RefuseRing(path, forerunner, after[step.Next].At);
            else if (_states[forerunner] == 0) Enter(forerunner, path);
        }
    }

    private void Enter(int job, Stack<(int Job, int Next)> path)
    {
        _states[job] = 1;
        path.Push((job, 0));
    }

    private void RefuseRing(Stack<(int Job, int Next)> path, int first, Mark at)
    {
        List<string> ring = [_jobs[first].Job.Job.Name];
        foreach (var (job, _) in path)
        {
            ring.Add(_jobs[job].Job.Job.Name);
            if (job == first) break;
        }
        ring.Reverse();
        var shown = ring.Count <= 8 ? ring : [.. ring.Take(4), "…", .. ring.TakeLast(3)];
        Refuse(at, $"jobs that wait for each other: {string.Join(" after ", shown)}", "an end to the chain");
    }

    /// <summary>Once for each place: repeats of a job share theirs.</summary>
    private void Refuse(Mark at, string found, string expected, string? nearest = null)
    {
        if (_refused.Add(at)) _findings.Add(at, found, expected, nearest);
    }
}
