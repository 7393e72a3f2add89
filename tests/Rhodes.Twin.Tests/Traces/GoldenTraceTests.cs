using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Tests.Shared;
using Rhodes.Twin.Traces;

namespace Rhodes.Twin.Tests.Traces;

public sealed class GoldenTraceTests
{
    private static readonly string Csv = Golden("philly-extract.csv");
    private static readonly string Swf = Golden("philly-extract.swf");

    [Fact]
    public void Both_formats_of_the_same_jobs_give_the_same_jobs()
    {
        var fromCsv = TraceText.Read(Csv);
        var fromSwf = TraceText.Read(Swf);
        Assert.Equal((null, null), (fromCsv.Problem, fromSwf.Problem));
        Assert.Equal((TraceFormat.Philly, TraceFormat.Swf), (fromCsv.Summary.Format, fromSwf.Summary.Format));
        Assert.Equal(fromCsv.Jobs, fromSwf.Jobs.Select(job => job with { RequestedProcessors = null, TenantNumber = null }));
        Assert.Equal(40, fromCsv.Jobs.Count);
        Assert.Empty(fromCsv.Summary.Remarks);
        Assert.Empty(fromSwf.Summary.Remarks);
    }

    [Fact]
    public void The_first_job_is_as_the_file_says()
    {
        var expected = new TraceJob
        {
            Number = 1,
            Submit = new(1_504_521_041_000), // 2017-09-04 10:30:41
            Runs = Duration.FromSeconds(2_240_194),
            Processors = 8,
            Tenant = "7f04ca",
        };
        Assert.Equal(expected, TraceText.Read(Csv).Jobs[0]);
    }

    [Fact]
    public void Compression_is_told_by_content_and_not_by_name() =>
        Assert.Equal(TraceText.Read(Csv).Jobs, TraceText.Read(TraceText.Gzipped(Csv)).Jobs);

    /// <summary>The whole trace is an example; the figures are those that its own README states.</summary>
    [Fact]
    public void The_whole_Philly_trace_has_the_figures_that_are_published_of_it()
    {
        using var reader = TraceReader.Open(Repository.Place("examples", "philly", "philly_jobs.csv.gz"));
        var (jobs, problem, summary) = TraceText.Drain(reader);
        Assert.Null(problem);
        Assert.Equal((52_849, 52_849), (summary.Rows, summary.Jobs));
        Assert.Equal(642_409, summary.ProcessorHours);
        Assert.Equal("2017-09-04T10:30:41Z", summary.FirstSubmit.ToString());
        Assert.Equal("2017-10-31T23:52:11Z", summary.LastSubmit.ToString());
        Assert.Equal(12, jobs.Select(job => job.Tenant).Distinct().Count());
        Assert.Equal(138_717, Hours(jobs, "ee9e8c"));
        Assert.Equal(136_992, Hours(jobs, "7f04ca"));
        Assert.Equal((50_188, 904, 945, 713), (Count(jobs, 1), Count(jobs, 2), Count(jobs, 4), Count(jobs, 8)));
        Assert.Empty(summary.Skipped);
        Assert.Empty(summary.Remarks);
    }

    private static long Hours(List<TraceJob> jobs, string tenant) =>
        (long)Math.Round(jobs.Where(job => job.Tenant == tenant).Sum(job => (decimal)job.Runs.Milliseconds * job.Processors) / 3_600_000);

    private static int Count(List<TraceJob> jobs, int processors) => jobs.Count(job => job.Processors == processors);

    private static string Golden(string name) =>
        File.ReadAllText(Repository.Place("tests", "Rhodes.Twin.Tests", "Traces", "Golden", name));
}
