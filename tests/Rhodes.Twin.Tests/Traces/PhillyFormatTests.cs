using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Twin.Traces;

namespace Rhodes.Twin.Tests.Traces;

public sealed class PhillyFormatTests
{
    private const string Header = "timestamp,duration,num_gpus,gpu_time,cluster\n";
    private const string Sound = "2017-10-01 00:00:00,60.0,2,120.0,a\n";

    private static readonly TraceOptions Philly = new() { Format = TraceFormat.Philly };

    [Theory]
    [InlineData("2017-10-01 00:00:00,60.0,2,120.0", "trace:3: found 4 columns; expected 5 columns, as in the header")]
    [InlineData("2017-10-01 00:00:00,60.0,2,120.0,a,b", "trace:3: found more than 5 columns; expected 5 columns, as in the header")]
    [InlineData("2017-10-01 00:00:00,6x,2,120.0,a", "trace:3:21: found '6x'; expected the duration in seconds, a number from 0 to 3,155,760,000")]
    [InlineData("2017-10-01 00:00:00,-60,2,120.0,a", "trace:3:21: found '-60'; expected the duration in seconds, a number from 0")]
    [InlineData("2017-10-01 00:00:00,-1,2,120.0,a", "trace:3:21: found '-1'; expected the duration in seconds")]
    [InlineData("2017-10-01 00:00:00,NaN,2,120.0,a", "trace:3:21: found 'NaN'")]
    [InlineData("2017-10-01 00:00:00,Infinity,2,120.0,a", "trace:3:21: found 'Infinity'")]
    [InlineData("2017-10-01 00:00:00,1e400,2,120.0,a", "trace:3:21: found '1e400'")]
    [InlineData("2017-10-01 00:00:00,99999999999999999999999999999999999,2,120.0,a", "trace:3:21: found '99999999999999999999999999999999999'")]
    [InlineData("2017-10-01 00:00:00,3155760001,2,120.0,a", "trace:3:21: found '3155760001'")]
    [InlineData("2017-10-01 00:00:00,,2,120.0,a", "trace:3:21: found nothing; expected the duration")]
    [InlineData("2017-10-01 00:00:00,60,1.5,120.0,a", "trace:3:24: found '1.5'; expected the number of GPUs, a whole number")]
    [InlineData("2017-10-01 00:00:00,60,-2,120.0,a", "trace:3:24: found '-2'; expected the number of GPUs")]
    [InlineData("2017-10-01 00:00:00,60,2147483648,120.0,a", "trace:3:24: found '2147483648'; expected the number of GPUs, a number from 0 to 2,147,483,647")]
    [InlineData("2017-10-01 00:00:00,60,2,many,a", "trace:3:26: found 'many'; expected the GPU-seconds")]
    [InlineData("2017-10-01 00:00:00,60,2,120,", "trace:3:30: found nothing; expected the name of a virtual cluster")]
    [InlineData("2017-10-01 00:00:00,60,2,120,\"a\"", "trace:3:30: found '\"a\"'; expected the name of a virtual cluster, without quotation marks")]
    [InlineData("2017-13-01 00:00:00,60,2,120,a", "trace:3:1: found '2017-13-01 00:00:00'; expected the time of submission")]
    [InlineData("1960-01-01 00:00:00,60,2,120,a", "trace:3:1: found '1960-01-01 00:00:00'; expected the time of submission since 1970")]
    [InlineData("2017-09-30 23:59:59,60,2,120,a", "trace:3:1: found 2017-09-30T23:59:59Z; expected no earlier submit time than 2017-10-01T00:00:00Z")]
    public void A_damaged_row_is_a_problem_with_its_place(string row, string problem)
    {
        var read = TraceText.Read(Header + Sound + row + "\n");
        Assert.StartsWith(problem, read.Problem?.ToString(), StringComparison.Ordinal);
        Assert.Equal("a", Assert.Single(read.Jobs).Tenant); // the row above it was sound
    }

    [Theory]
    [InlineData("", "trace: found an empty file")]
    [InlineData("\n\n", "trace: found an empty file")]
    [InlineData(Header, "trace:1: found a header and no rows")]
    [InlineData(Sound, "trace:1:1: found '2017-10-01 00:00:00'; expected a header with the columns timestamp,duration,num_gpus,gpu_time,cluster")]
    [InlineData("timestamp,duration,num_gpu,gpu_time,cluster\n" + Sound, "trace:1:20: found 'num_gpu'; expected a header with the columns timestamp,duration,num_gpus,gpu_time,cluster, each once (did you mean 'num_gpus'?)")]
    [InlineData("timestamp,duration,num_gpus,gpu_time\n" + Sound, "trace:1: found a header without 'cluster'")]
    [InlineData("timestamp,duration,num_gpus,duration,cluster\n" + Sound, "trace:1:29: found 'duration'")]
    public void A_damaged_file_is_a_problem(string text, string problem)
    {
        var read = TraceText.Read(text, Philly);
        Assert.StartsWith(problem, read.Problem?.ToString(), StringComparison.Ordinal);
        Assert.Empty(read.Jobs);
    }

    [Fact]
    public void Columns_are_found_by_name_and_blanks_and_line_ends_do_not_matter()
    {
        var read = TraceText.Read("\uFEFFcluster, num_gpus, gpu_time, duration, timestamp\r\n a , 2, 121, 60.5 ,2017-10-01 00:00:00\r\n");
        Assert.Null(read.Problem);
        var job = Assert.Single(read.Jobs);
        Assert.Equal(("a", 2, new Duration(60_500)), (job.Tenant, job.Processors, job.Runs));
        Assert.Empty(read.Summary.Remarks);
    }

    [Fact]
    public void What_cannot_be_replayed_is_skipped_and_counted_by_reason()
    {
        var read = TraceText.Read(
            Header + Sound + "2017-10-01 00:00:01,0,2,0,a\n" + "2017-10-01 00:00:02,60,0,0,a\n" + "2017-10-01 00:00:03,0.0,1,0,a\n");
        Assert.Null(read.Problem);
        Assert.Equal((4, 1), (read.Summary.Rows, read.Summary.Jobs));
        Assert.Equal([new("it ran for no time", 2, 3), new("it had no processors", 1, 4)], read.Summary.Skipped);
    }

    [Fact]
    public void A_product_that_does_not_fit_is_remarked_and_the_job_is_kept()
    {
        var read = TraceText.Read(Header + Sound + "2017-10-01 00:00:01,60,2,7,a\n");
        Assert.Equal(2, read.Jobs.Count);
        Assert.Equal([new("gpu_time is not duration × num_gpus, so it was not used", 1, 3)], read.Summary.Remarks);
    }

    [Fact]
    public void A_file_without_a_last_line_end_is_remarked()
    {
        var read = TraceText.Read((Header + Sound).TrimEnd());
        Assert.Null(read.Problem);
        Assert.Equal("the last line has no line end, so the file may be cut off", Assert.Single(read.Summary.Remarks).Reason);
    }

    [Fact]
    public void A_large_machine_does_not_overflow_the_sum()
    {
        var read = TraceText.Read(Header + "2017-10-01 00:00:00,3155760000,2147483647,6776943333888720000,a\n");
        Assert.Null(read.Problem);
        Assert.Equal((Int128)3_155_760_000_000 * int.MaxValue, read.Summary.ProcessorMilliseconds);
    }
}
