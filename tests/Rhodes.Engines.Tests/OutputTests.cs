using System.Globalization;
using System.Text;
using Rhodes.Engines.Local;

namespace Rhodes.Engines.Tests;

/// <summary>What a program writes can be read while it writes and after, and does not fill the disk.</summary>
public sealed class OutputTests
{
    /// <summary>As <c>seq 1 200000</c> prints it.</summary>
    private static readonly byte[] Numbers = Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Range(1, 200_000).Select(number => number.ToString(CultureInfo.InvariantCulture) + "\n")));

    [Fact]
    public async Task Both_streams_are_read_from_any_byte_on()
    {
        await using var run = new LocalRun();
        var launch = Sample.Shell(1, "echo hello; echo oops >&2");
        Assert.Equal("0.1#1 Completed: exit code 0", run.Ran(launch));
        Assert.Equal("hello\n", Text(run.Engine.Read(launch.Attempt, 0, OutputKind.Out, 0, 100)));
        Assert.Equal("ll", Text(run.Engine.Read(launch.Attempt, 0, OutputKind.Out, 2, 2)));
        Assert.Equal("oops\n", Text(run.Engine.Read(launch.Attempt, 0, OutputKind.Error, 0, 100)));
        var end = run.Engine.Read(launch.Attempt, 0, OutputKind.Out, 6, 100)!;
        Assert.Equal((6L, 0, true), (end.From, end.Bytes.Length, end.IsOver));
        Assert.Null(run.Engine.Read(launch.Attempt, 1, OutputKind.Out, 0, 100));
    }

    [Fact]
    public async Task What_was_killed_has_an_end_too()
    {
        await using var run = new LocalRun();
        var launch = Sample.Shell(1, "echo begun; sleep 1000");
        run.Begun(launch);
        Assert.False(run.Engine.Read(launch.Attempt, 0, OutputKind.Out, 0, 100)!.IsOver);
        run.Engine.Kill(launch.Attempt);
        Wait.Until(() => run.Engine.Read(launch.Attempt, 0, OutputKind.Out, 0, 100)!.IsOver, "it has no end");
    }

    [Fact]
    public async Task A_reader_that_follows_gets_nothing_that_was_not_written()
    {
        await using var run = new LocalRun(settings => settings with { KeepOutputBytes = 128 << 10, OutputWatch = TimeSpan.FromMilliseconds(10) });
        var launch = Sample.Shell(1, "seq 1 50000; sleep 0.1; seq 50001 100000; sleep 0.1; seq 100001 150000; sleep 0.1; seq 150001 200000");
        run.Engine.Launch(launch);
        Wait.Until(() => run.Engine.Read(launch.Attempt, 0, OutputKind.Out, 0, 1) is not null, "it did not begin");
        long from = 0;
        for (OutputPiece? piece = null; piece is not { IsOver: true }; from = piece.From + piece.Bytes.Length)
        {
            piece = run.Engine.Read(launch.Attempt, 0, OutputKind.Out, from, 10_000)!;
            Assert.True(piece.Bytes.Span.SequenceEqual(Numbers.AsSpan((int)piece.From, piece.Bytes.Length)), $"at {piece.From}");
        }
        Assert.Equal(Numbers.Length, from);
    }

    [Fact]
    public async Task The_disk_that_it_takes_is_bounded_though_no_engine_is_there()
    {
        await using var run = new LocalRun(settings => settings with { KeepOutputBytes = 128 << 10 });
        var launch = Sample.Shell(1, $"echo begun >&2; until [ -e {run.Folder.File("go")} ]; do sleep 0.05; done; seq 1 200000; sleep 1000");
        run.Engine.Launch(launch);
        Wait.Until(() => File.Exists(run.Rank(launch).Output(OutputKind.Error)) && run.Output(launch, file: "err").Length > 0, "it did not begin");
        await run.Engine.DisposeAsync();
        File.WriteAllText(run.Folder.File("go"), "");
        Wait.Until(() => BytesOnDisk(run.Rank(launch).Output(OutputKind.Out)) is > 0 and <= (128 + 64 + 64) << 10 && run.Rank(launch).Gone(OutputKind.Out) > 0, "it takes too much");
        run.Begin(LocalRun.Running(launch));
        var piece = run.Engine.Read(launch.Attempt, 0, OutputKind.Out, 0, 1_000_000)!;
        Assert.InRange(piece.Bytes.Length, 128 << 10, (128 + 64) << 10);
        Assert.Equal(Numbers.Length, piece.From + piece.Bytes.Length);
        Assert.True(piece.Bytes.Span.SequenceEqual(Numbers.AsSpan((int)piece.From)));
    }

    [Fact]
    public async Task Its_streams_can_be_opened_by_name()
    {
        await using var run = new LocalRun();
        var launch = Sample.Shell(1, "echo one; echo two >>/dev/stdout; echo three >>/dev/stderr");
        Assert.Equal("0.1#1 Completed: exit code 0", run.Ran(launch));
        Assert.Equal("one\ntwo\n", run.Output(launch));
        Assert.Equal("three\n", run.Output(launch, file: "err"));
    }

    private static long BytesOnDisk(string path) =>
        long.Parse(Tool.Ask("stat", "-c", "%b", path)!.Output, CultureInfo.InvariantCulture) * 512;

    private static string Text(OutputPiece? piece) => Encoding.UTF8.GetString(piece!.Bytes.Span);
}
