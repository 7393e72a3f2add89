using System.Text;
using Rhodes.Files;
using Rhodes.Twin.Traces;

namespace Rhodes.Twin.Tests.Traces;

public sealed class TraceReaderTests
{
    private const string Header = "timestamp,duration,num_gpus,gpu_time,cluster\n";

    [Fact]
    public void A_window_sorts_what_it_reaches_and_says_so()
    {
        var read = TraceText.Read(Minutes(1, 3, 2, 2, 5), new() { SortWindow = 1 });
        Assert.Null(read.Problem);
        Assert.Equal([1, 3, 4, 2, 5], read.Jobs.Select(job => job.Number)); // equal times stay as they came
        Assert.Equal([new("submitted before the row above it, so it was sorted in", 2, 4)], read.Summary.Remarks);
    }

    [Fact]
    public void What_a_window_does_not_reach_is_a_problem()
    {
        var read = TraceText.Read(Minutes(3, 4, 5, 1), new() { SortWindow = 2 });
        Assert.StartsWith("trace:5:1: found 2017-10-01T00:01:00Z; expected no earlier submit time than 2017-10-01T00:03:00Z, since the sort window holds only 2 jobs",
            read.Problem?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_file_that_is_cut_off_anywhere_is_a_problem()
    {
        var whole = TraceText.Gzipped(Minutes([.. Enumerable.Range(0, 1_000).Select(i => i % 50)]));
        for (var length = 2; length < whole.Length; length++)
        {
            var read = TraceText.Read(whole[..length], new() { SortWindow = 2_000, Format = TraceFormat.Philly });
            Assert.True(read.Problem is not null, $"the first {length} of {whole.Length} bytes were taken for a whole trace");
        }
    }

    [Fact]
    public void A_gzip_file_with_a_changed_byte_is_a_problem_or_reads_the_same()
    {
        var text = Minutes([.. Enumerable.Range(0, 200)]);
        var (sound, _, _) = TraceText.Read(text);
        var whole = TraceText.Gzipped(text);
        for (var at = 2; at < whole.Length; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x55;
            var read = TraceText.Read(damaged, new() { Format = TraceFormat.Philly });
            Assert.True(read.Problem is not null || read.Jobs.SequenceEqual(sound), $"a change of byte {at} went unnoticed");
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_are_a_problem()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header), 0xff, 0xfe, 0xfd, (byte)'\n'];
        Assert.Contains("bytes that are not UTF-8", TraceText.Read(bytes).Problem?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_end_is_a_problem_and_not_a_full_memory()
    {
        using var endless = new RepeatedStream("7", 1_000_000_000);
        using var reader = TraceReader.Over(endless, "trace");
        Assert.False(reader.TryRead(out _));
        Assert.Equal("trace: found a line of more than 65,536 characters; expected lines of text", reader.Problem?.ToString());
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_problem()
    {
        using var reader = TraceReader.Open("no/such/trace.csv");
        Assert.False(reader.TryRead(out _));
        Assert.Equal("no/such/trace.csv: found no such file; expected a trace that can be read", reader.Problem?.ToString());
        using var folder = TraceReader.Open(Path.GetTempPath());
        Assert.Contains("found a folder", folder.Problem?.ToString(), StringComparison.Ordinal);
    }

    private static string Minutes(params int[] minutes) =>
        Header + string.Concat(minutes.Select(minute => $"2017-10-01 {minute / 60:00}:{minute % 60:00}:00,60,2,120,a\n"));
}
