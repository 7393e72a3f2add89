using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Rhodes.Cli.Tests.Hostile;

/// <summary>What the system was asked to do by a real server, in order: bring an entry to the disk, then answer.</summary>
public sealed partial class OrderTests
{
    private const int Clients = 8, Each = 25;

    [Fact]
    public async Task The_disk_has_a_job_before_its_submit_is_answered_also_where_many_share_a_commit()
    {
        if (!File.Exists("/usr/bin/strace")) return;
        using HostedSite site = new();
        var trace = site.InScratch("trace");
        var server = site.UpUnder(["strace", "-f", "--seccomp-bpf", "-y", "-qq", "-s", "9000", "-e", "trace=pwrite64,fsync,fdatasync,write,writev,sendto,sendmsg", "-o", trace], site.Environment);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            using var client = site.Client();
            for (var job = 0; job < Each; job++)
                Assert.Equal(HttpStatusCode.Created, (await HostedSite.SubmitAsync(client, string.Create(CultureInfo.InvariantCulture, $"proof-{number}-{job}x"))).Status);
        }));
        site.Stop(server);
        SeenOrder seen = new();
        foreach (var line in File.ReadLines(trace)) seen.Read(line);
        Assert.Equal(Clients * Each, seen.Answered.Count);
        Assert.True(seen.MostByOne > 1, "no commit was shared");
    }

    /// <summary>Follows a trace: what is written to the log's WAL is on the disk when a later request to bring it there has come back.</summary>
    private sealed partial class SeenOrder
    {
        private readonly HashSet<string> _written = [], _durable = [];
        private readonly Dictionary<string, (string Names, List<string> Syncs)> _unfinished = [];

        public HashSet<string> Answered { get; } = [];

        /// <summary>Jobs that one request brought to the disk.</summary>
        public int MostByOne { get; private set; }

        public void Read(string line)
        {
            var thread = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            if (Resumed().IsMatch(line))
            {
                if (_unfinished.Remove(thread, out var begun)) Done(begun.Names, begun.Syncs);
                return;
            }

            if (Answer().IsMatch(line)) Check(line);
            var isWrite = Write().IsMatch(line);
            if (!isWrite && !Sync().IsMatch(line)) return;
            var (names, syncs) = isWrite ? (line, (List<string>)[]) : ("", [.. _written]);
            if (line.EndsWith("<unfinished ...>", StringComparison.Ordinal)) _unfinished[thread] = (names, syncs);
            else Done(names, syncs);
        }

        private void Check(string line)
        {
            foreach (Match name in Names().Matches(line))
            {
                Assert.True(_durable.Contains(name.Value), $"{name.Value} was answered before the disk had it: {line[..Math.Min(300, line.Length)]}");
                Answered.Add(name.Value);
            }
        }

        private void Done(string written, List<string> synced)
        {
            foreach (Match name in Names().Matches(written)) _written.Add(name.Value);
            MostByOne = Math.Max(MostByOne, synced.Count(_durable.Add));
        }

        [GeneratedRegex(@"^\d+ +<\.\.\. (pwrite64|fsync|fdatasync) resumed>.*\) += \d")]
        private static partial Regex Resumed();

        [GeneratedRegex(@"^\d+ +pwrite64\(\d+<[^>]*log\.db-wal>")]
        private static partial Regex Write();

        [GeneratedRegex(@"^\d+ +(fsync|fdatasync)\(\d+<[^>]*log\.db-wal>(\) += 0| <unfinished)")]
        private static partial Regex Sync();

        [GeneratedRegex(@"^\d+ +(write|writev|sendto|sendmsg)\(\d+<[^>]*socket.*HTTP/1\.1 201 ")]
        private static partial Regex Answer();

        [GeneratedRegex(@"proof-\d+-\d+x")]
        private static partial Regex Names();
    }
}
