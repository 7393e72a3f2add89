using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Twin.Replay;
using Rhodes.Twin.Tests.Replay;

namespace Rhodes.Twin.Tests.Workloads;

public sealed class GeneratorTests
{
    private const string Sizes = "sizes: { 1: 70, 2: 20, 4: 10 }";
    private const string Runs = "runs: { 0: 10s, 50: 2m, 90: 10m, 99: 1h, 100: 4h }";
    private const string Terms = "jobs: { devices-per-node: 2 }";

    /// <summary>A year of a site of four devices, of which the lease of 'orca' has two for the first half.</summary>
    private static readonly Duration Year = Duration.FromDays(360);

    [Fact]
    public void The_same_seed_gives_the_same_jobs_on_any_machine()
    {
        var first = Jobs(Generator("tune", "load: 0.5"));
        Assert.Equal(first, Jobs(Generator("tune", "load: 0.5")));
        Assert.Equal((91_361, 8_021_749_862_441_106_596), (first.Count, HashOf(first)));
    }

    [Fact]
    public void Another_seed_gives_other_jobs_and_another_generator_changes_none()
    {
        var alone = Jobs(Generator("tune", "load: 0.5"));
        var beside = Jobs(Generator("tune", "load: 0.5") + "\n" + Generator("eval", "load: 0.1"));
        Assert.Equal(alone, beside.Where(job => job.Name.StartsWith("tune-", StringComparison.Ordinal)));
        Assert.NotEqual(alone, Jobs(Generator("tune", "load: 0.5"), "seed: 2"));
    }

    [Theory]
    [InlineData("load: 0.3")]
    [InlineData("load: 0.9, shape: { day: [0, 0, 0, 0, 0, 0, 1, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 2, 1, 0, 0, 0, 0, 0], week: [5, 5, 5, 5, 5, 0, 1] }")]
    [InlineData("load: 2.5, shape: { file: shape.csv, column: b, every: 7m }")]
    public void The_load_that_is_asked_for_is_reached_within_two_percent(string load)
    {
        var work = Jobs(Generator("tune", load)).Sum(job => job.Devices * job.RunsMs);
        var asked = (double)(4 * Year.Milliseconds) * double.Parse(load.Split(' ', ',')[1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(work / asked, 0.98, 1.02);
    }

    [Fact]
    public void Sizes_and_run_times_have_the_quantiles_of_their_tables()
    {
        var jobs = Jobs(Generator("tune", "load: 0.5"));
        var runs = jobs.Select(job => job.RunsMs).Order().ToList();
        foreach (var (percent, seconds) in new[] { (50, 120), (90, 600), (99, 3600) })
            Assert.InRange(runs[runs.Count * percent / 100] / 1000.0 / seconds, 0.98, 1.02);
        Assert.True(runs[0] >= 10_000 && runs[^1] <= 4 * 3_600_000);
        Assert.InRange(runs[^1], 3.9 * 3_600_000, 4 * 3_600_000);
        foreach (var (devices, share) in new[] { (1, 0.7), (2, 0.2), (4, 0.1) })
            Assert.InRange(jobs.Count(job => job.Devices == devices) / (double)jobs.Count, share - 0.005, share + 0.005);
    }

    [Fact]
    public void Hours_and_days_have_as_many_jobs_as_their_weights_say()
    {
        var jobs = Jobs(Generator("tune", "load: 2, shape: { day: [0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], week: [1, 1, 1, 1, 1, 1, 2] }"));
        var times = jobs.ConvertAll(job => DateTimeOffset.FromUnixTimeMilliseconds(job.At));
        Assert.All(times, time => Assert.InRange(time.Hour, 8, 9));
        Assert.InRange(times.Count(time => time.Hour == 9) / (double)times.Count(time => time.Hour == 8), 2.95, 3.05);
        Assert.InRange(times.Count(time => time.DayOfWeek == DayOfWeek.Sunday) / (times.Count / 8.0), 1.97, 2.03);
    }

    [Fact]
    public void A_load_on_a_lease_follows_its_steps()
    {
        var jobs = Jobs(Generator("tune", "load: 0.8", of: "lease"));
        var half = ScratchScenario.Start.Milliseconds + (Year.Milliseconds / 2);
        Assert.All(jobs, job => Assert.True(job.At < half));
        Assert.InRange(jobs.Sum(job => job.Devices * job.RunsMs) / (0.8 * 2 * Year.Milliseconds / 2), 0.97, 1.03);
    }

    [Fact]
    public void As_many_jobs_fail_as_are_asked_to()
    {
        var jobs = Jobs(Generator("tune", "load: 0.5, fails: 0.397"));
        Assert.InRange(jobs.Count(job => job.Fails) / (double)jobs.Count, 0.392, 0.402);
    }

    [Fact]
    public void A_warm_start_has_the_work_that_would_run_by_then_and_only_what_is_left_of_it()
    {
        const string Long = "sizes: { 1: 1, 2: 1 }, runs: { 0: 1h, 50: 20h, 100: 40h }";
        var generator = $"  - {{ generate: tune, tenant: orca, of: site, load: 100, shape: {{ file: shape.csv, column: a, every: 7m }}, {Long}, warm-start: true, {Terms} }}";
        var jobs = Jobs(generator);
        var there = jobs.Where(job => job.At == ScratchScenario.Start.Milliseconds).ToList();
        Assert.InRange(there.Sum(job => job.Devices) / 400.0, 0.9, 1.1);
        // Long jobs are more likely to be found running: what is left is the mean of the squares over twice the mean, 13.3 h.
        Assert.InRange(there.Average(job => job.RunsMs) / 3_600_000.0, 12.3, 14.3);
    }

    [Fact]
    public void Segments_are_for_jobs_of_whole_ones()
    {
        using ScratchScenario scratch = new("");
        scratch.Write("scenario.yaml", """
            horizon: { from: 2026-01-01, until: 10d }
            workload:
              - { generate: a, tenant: orca, of: site, load: 1, sizes: { 1: 1, 4: 1 }, runs: { 0: 1h, 100: 2h }, jobs: { devices-per-node: 2, segment: { nodes: 2, level: rack } } }
            """);
        var groups = scratch.Steps().Select(step => step.Command).OfType<SubmitJob>().Select(submit => submit.Job.Groups[0]).Distinct().OrderBy(group => group.Nodes);
        Assert.Equal([null, new SegmentSpec(2, Level.Rack)], groups.Select(group => group.Segment));
    }

    [Theory]
    [InlineData("sizes: { 2: 1, 6: 1 }, runs: { 0: 1m, 100: 2m }",
        "scenario.yaml:3:17: jobs of 6 devices, which no cell and no domain of the site could ever hold; expected sizes that fit on the site when it is empty\n  Leave the size out, or map it otherwise under 'jobs'.")]
    [InlineData("sizes: { 1: 1 }, runs: { 0: 1ms, 100: 1ms }",
        "scenario.yaml:3:17: a generator of about 248,832,000,000 jobs; expected at most 100,000,000\n  Let them be larger or run longer, or lower the load.")]
    public void What_cannot_be_played_stops_the_run_before_it_starts(string tables, string expected)
    {
        using ScratchScenario scratch = new("");
        scratch.Write("scenario.yaml", $"horizon: {{ from: 2026-01-01, until: 360d }}\nworkload:\n  - {{ generate: tune, tenant: orca, of: site, load: 2, {tables}, {Terms} }}\n");
        Assert.Equal(expected, scratch.Play().Problem);
    }

    private static string Generator(string name, string load, string of = "site") =>
        $"  - {{ generate: {name}, tenant: orca, of: {of}, {load}, {Sizes}, {Runs}, {Terms} }}";

    private static List<Job> Jobs(string workload, string rest = "")
    {
        using ScratchScenario scratch = new(workload);
        scratch.Write("leases.yaml", "leases: [{ name: one, tenant: orca, pool: h100, cells: 1 x node, from: 2026-01-01, until: 2026-06-30 }]");
        scratch.Write("scenario.yaml", $"{rest}\nhorizon: {{ from: 2026-01-01, until: 360d }}\nworkload:\n{workload}\n");
        scratch.Write("shape.csv", "a,b\n1,1\n1,0\n1,25\n1,5\n");
        return [.. scratch.Steps().Where(step => step.Command is SubmitJob).Select(JobOf)];
    }

    private static Job JobOf(Step step)
    {
        var (job, work) = (((SubmitJob)step.Command).Job, step.Work!.Value);
        return new(job.Name, step.At.Milliseconds, job.TotalDevices, work.WorkMs, work.Outcome == JobOutcome.Failed);
    }

    private static long HashOf(List<Job> jobs) =>
        jobs.Aggregate(0L, (hash, job) => unchecked((((hash * 31) + job.At) * 31) + (job.Devices * job.RunsMs)));

    private sealed record Job(string Name, long At, int Devices, long RunsMs, bool Fails);
}
