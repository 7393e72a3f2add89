using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Rhodes.Cli.Client;
using Rhodes.Server.Views;

namespace Rhodes.Cli.Live;

/// <summary><c>rhodes logs JOB</c>: what a job wrote, as it wrote it.</summary>
internal static class LogsCommand
{
    /// <summary>How long the server may wait for more before it answers with nothing.</summary>
    private const int WaitSeconds = 20;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public static Command Create(Terminal terminal)
    {
        var job = ShowCommand.Job();
        Option<bool> follow = new("--follow", "-f") { Description = "Go on until the job is over, through all of its runs from this one on." };
        Option<int?> attempt = new("--attempt") { Description = "Of this run, from 1. Default: the newest that started.", HelpName = "N" };
        Option<int> rank = new("--rank") { Description = "Of this process of a gang, from 0.", HelpName = "N" };
        Option<bool> error = new("--stderr") { Description = "What it wrote to its error stream." };
        return ClientCommand.Create("logs", "Print what a job wrote.", [job, follow, attempt, rank, error], ["rhodes logs train", "rhodes logs train --follow --rank 3"], terminal, async (parsed, asking) =>
        {
            var path = await ShowCommand.PathAsync(asking, parsed.GetRequiredValue(job)).ConfigureAwait(false);
            LogReading reading = new(asking, path, $"?rank={Text(parsed.GetValue(rank))}&stream={(parsed.GetValue(error) ? "err" : "out")}", parsed.GetValue(follow));
            return await reading.RunAsync(parsed.GetValue(attempt)).ConfigureAwait(false);
        });
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class LogReading(Asking asking, string path, string query, bool follow)
    {
        public async Task<int> RunAsync(int? asked)
        {
            // Where nothing runs there is nothing to wait for: the server says so.
            var isSimulated = follow && (await asking.WhoAmIAsync().ConfigureAwait(false)).HardwareIsSimulated;
            var attempt = asked ?? (isSimulated ? 0 : await NextAsync(0).ConfigureAwait(false));
            while (true)
            {
                var read = await AttemptAsync(attempt).ConfigureAwait(false);
                if (!follow || asked is not null) return ExitCodes.Done;
                attempt = await NextAsync(read).ConfigureAwait(false);
                if (attempt == 0) return ExitCodes.Done;
                asking.Terminal.Error.WriteLine($"run {attempt}:");
            }
        }

        /// <summary>The run to read when another was read.</summary>
        /// <returns>0: the newest, or none comes any more.</returns>
        private async Task<int> NextAsync(int last)
        {
            while (true)
            {
                var job = await asking.Site.GetAsync<JobDetails>(path, asking.Cancel).ConfigureAwait(false);
                var started = job.History.Where(run => run.StartedAt is not null && run.Attempt > last).Select(run => run.Attempt).ToList();
                if (started.Count > 0) return last == 0 ? started[^1] : started[0];
                if (job.State == "over" || !follow) return 0;
                await Task.Delay(Look, asking.Cancel).ConfigureAwait(false);
            }
        }

        /// <returns>Which run it was.</returns>
        private async Task<int> AttemptAsync(int attempt)
        {
            await using var output = asking.Terminal.Bytes();
            var decoder = Encoding.UTF8.GetDecoder();   // a letter may be cut in two by the pieces
            for (long from = 0; ;)
            {
                var which = attempt == 0 ? "" : $"&attempt={Text(attempt)}";
                var reply = await asking.Site.GetAsync($"{path}/output{query}{which}&from={Text(from)}{(follow ? $"&wait={WaitSeconds}" : "")}", asking.Cancel).ConfigureAwait(false);
                attempt = (int)Number(reply, "Rhodes-Attempt");
                if (Number(reply, "Rhodes-From") is var begins && begins > from) asking.Terminal.Error.WriteLine($"({begins - from:#,0} bytes are not kept any more)");
                if (asking.AsJson) WriteJson(attempt, Number(reply, "Rhodes-From"), reply.Bytes, decoder);
                else await output.WriteAsync(reply.Bytes, asking.Cancel).ConfigureAwait(false);
                await output.FlushAsync(asking.Cancel).ConfigureAwait(false);
                from = Number(reply, "Rhodes-Next");
                var isOver = reply.Headers.TryGetValues("Rhodes-Over", out var over) && over.First() == "true";
                if (isOver || (!follow && reply.Bytes.Length == 0)) return attempt;
            }
        }

        /// <summary>A line for each piece.</summary>
        private void WriteJson(int attempt, long from, byte[] piece, Decoder decoder)
        {
            if (piece.Length == 0) return;
            var letters = new char[decoder.GetCharCount(piece, flush: false)];
            decoder.GetChars(piece, letters, flush: false);
            asking.Terminal.Out.WriteLine(new JsonObject { ["attempt"] = attempt, ["from"] = from, ["text"] = new string(letters) }.ToJsonString());
            asking.Terminal.Out.Flush();
        }

        private static long Number(Reply reply, string header) =>
            reply.Headers.TryGetValues(header, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
                : throw ClientException.Unavailable($"The server's answer has no {header}; is it of another version of Rhodes?");
    }
}
