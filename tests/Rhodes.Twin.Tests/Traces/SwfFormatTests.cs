using Rhodes.Core.Units;
using Rhodes.Twin.Traces;

namespace Rhodes.Twin.Tests.Traces;

public sealed class SwfFormatTests
{
    private const string Header = "; Version: 2.2\n; UnixStartTime: 1000\n";

    [Fact]
    public void Every_field_that_is_of_use_is_read()
    {
        var read = TraceText.Read("; UnixStartTime: 1000\n; Queue: 7 fast lane\n5 10 20 30.5 4 -1 -1 8 3600 -1 1 2 3 4 7 6 9 11\n");
        Assert.Null(read.Problem);
        var expected = new TraceJob
        {
            Number = 5,
            Submit = new(1_010_000),
            Runs = new(30_500),
            Processors = 4,
            Tenant = "fast lane",
            TenantNumber = 7,
            RequestedProcessors = 8,
            RequestedTime = Duration.FromHours(1),
            Waited = Duration.FromSeconds(20),
            Status = 1,
            User = 2,
            After = 9,
            ThinkTime = Duration.FromSeconds(11),
        };
        Assert.Equal(expected, Assert.Single(read.Jobs));
    }

    [Theory]
    [InlineData(TenantField.Queue, "queue-5")]
    [InlineData(TenantField.Partition, "west")]
    [InlineData(TenantField.Group, "group-3")]
    [InlineData(TenantField.User, "user-2")]
    public void The_caller_says_which_field_stands_for_a_tenant(TenantField field, string tenant)
    {
        var read = TraceText.Read(Header + "; Partition: 6 west\n1 0 -1 9 1 -1 -1 1 -1 -1 1 2 3 4 5 6 -1 -1\n", new() { Tenant = field });
        Assert.Equal(tenant, Assert.Single(read.Jobs).Tenant);
    }

    [Fact]
    public void What_is_unknown_is_null()
    {
        var job = Assert.Single(TraceText.Read(Header + "1 0 -1 9 -1 -1.00 -1 3 -1 -1 -1 -1 -1 -1 -1 -1 -1 -1\n").Jobs);
        Assert.Equal((3, "unknown"), (job.Processors, job.Tenant)); // what was asked for stands in for what was allocated
        Assert.Equal((null, null, null, null, null), (job.RequestedTime, job.Waited, job.Status, job.User, job.After));
    }

    [Fact]
    public void What_cannot_be_replayed_is_skipped_and_counted_by_reason()
    {
        var read = TraceText.Read(Header + string.Join('\n',
            Row("0 -1 -1 4"), Row("1 -1 0 4"), Row("2 -1 9 -1"), Row("3 -1 9 0"), Row("-1 -1 9 4"), Row("5 -1 9 4"),
            Row("6 -1 -1 4"), Row("7 -1 9 4", status: 2), Row("8 -1 9 4", status: 4)) + "\n");
        Assert.Null(read.Problem);
        Assert.Equal(
            [
                new("its run time is unknown", 2, 3), new("it ran for no time", 1, 4), new("its number of processors is unknown", 1, 5),
                new("it had no processors", 1, 6), new("its submit time is unknown", 1, 7),
                new("it is a part of a job that is also listed as a whole", 2, 10),
            ],
            read.Summary.Skipped);
        Assert.Equal(5_000, Assert.Single(read.Jobs).Submit.Milliseconds - 1_000_000);
    }

    [Theory]
    [InlineData("1 0 -1 9 1", "trace:3: found 5 fields; expected 18 fields, as in the Standard Workload Format 2.2")]
    [InlineData("1 0 -1 9 1 -1 -1 1 -1 -1 1 1 1 1 1 1 -1 -1 7", "trace:3: found more than 18 fields")]
    [InlineData("1 0 -1 nine 1 -1 -1 1 -1 -1 1 1 1 1 1 1 -1 -1", "trace:3:8: found 'nine'; expected the run time in seconds, a number from 0 to 3,155,760,000, or -1 where it is unknown")]
    [InlineData("1 0 -1 -9 1 -1 -1 1 -1 -1 1 1 1 1 1 1 -1 -1", "trace:3:8: found '-9'; expected the run time")]
    [InlineData("1 0 -1 nan 1 -1 -1 1 -1 -1 1 1 1 1 1 1 -1 -1", "trace:3:8: found 'nan'")]
    [InlineData("1 0 -1 9 1 inf -1 1 -1 -1 1 1 1 1 1 1 -1 -1", "trace:3:12: found 'inf'; expected the average CPU time")]
    [InlineData("1 0 -1 9 99999999999 -1 -1 1 -1 -1 1 1 1 1 1 1 -1 -1", "trace:3:10: found '99999999999'; expected the number of allocated processors")]
    [InlineData("1 0 -1 9 1 -1 -1 1 -1 -1 1 1 1 1 1.5 1 -1 -1", "trace:3:34: found '1.5'; expected the queue, a whole number")]
    [InlineData("1 99999999999999999999999 -1 9 1 -1 -1 1 -1 -1 1 1 1 1 1 1 -1 -1", "trace:3:3: found '99999999999999999999999'; expected the submit time")]
    [InlineData("; UnixStartTime: soon", "trace:3:18: found 'soon'; expected whole seconds since 1970")]
    [InlineData("; UnixStartTime:", "trace:3:16: found nothing")]
    public void A_damaged_line_is_a_problem_with_its_place(string line, string problem) =>
        Assert.StartsWith(problem, TraceText.Read(Header + line + "\n").Problem?.ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_start_time_has_to_come_from_the_header_or_the_caller()
    {
        var told = new TraceOptions { Start = new(2_000) };
        Assert.Equal(7_000, Assert.Single(TraceText.Read(Header + Row("5 -1 9 4") + "\n", told).Jobs).Submit.Milliseconds);
        var text = "; Version: 2.2\n" + Row("5 -1 9 4") + "\n";
        Assert.StartsWith("trace:2: found a job before any '; UnixStartTime:'", TraceText.Read(text).Problem?.ToString(), StringComparison.Ordinal);
        Assert.Equal(7_000, Assert.Single(TraceText.Read(text, told).Jobs).Submit.Milliseconds);
    }

    [Fact]
    public void Two_files_in_one_are_noticed()
    {
        var read = TraceText.Read(Header + Row("5 -1 9 4") + "\n; UnixStartTime: 2000\n" + Row("5 -1 9 4") + "\n");
        Assert.StartsWith("trace:4:18: found a UnixStartTime after the first job", read.Problem?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_fewer_jobs_than_its_header_says_is_remarked()
    {
        var read = TraceText.Read("; MaxJobs: 3\n" + Header + Row("5 -1 9 4") + "\n");
        Assert.Equal([new("the header says 3 jobs, the file has 1", 1, 4)], read.Summary.Remarks);
    }

    private static string Row(string submitToProcessors, int status = 1) =>
        $"1 {submitToProcessors} -1 -1 -1 -1 -1 {status} -1 -1 -1 -1 -1 -1 -1";
}
