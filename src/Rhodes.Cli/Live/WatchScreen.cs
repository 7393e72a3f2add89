using System.Globalization;
using Rhodes.Cli.Client;
using Rhodes.Server.Http;
using Rhodes.Server.Views;

namespace Rhodes.Cli.Live;

/// <summary>A table of jobs that is drawn again when something changes, on a screen of its own; what it showed last stays behind.</summary>
internal sealed class WatchScreen : IDisposable
{
    private const string OtherScreen = "\e[?1049h\e[?25l", BackAgain = "\e[?25h\e[?1049l", Home = "\e[H", RestOfLine = "\e[K", RestOfScreen = "\e[J";
    private const int KeptOver = 8;

    /// <summary>Between two drawings: what changes oftener nobody can read.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Terminal _terminal;
    private readonly WhoAmI _me;
    private readonly bool _withTenant;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, int Job), JobView> _jobs = [];
    private readonly Queue<JobView> _over = new();
    private readonly System.Diagnostics.Stopwatch _since = System.Diagnostics.Stopwatch.StartNew();
    private readonly Timer _timer;
    private readonly string _asked;
    private string _note = "";
    private bool _isStale;

    public WatchScreen(Asking asking, WhoAmI me, bool withTenant)
    {
        (_terminal, _me, _withTenant, _asked) = (asking.Terminal, me, withTenant, asking.Site.Context.Shown);
        _terminal.Out.Write(OtherScreen);
        _timer = new(_ => DrawIfStale(), null, TimeSpan.Zero, Pause);
    }

    public void Start(List<JobView> open) => Change(() =>
    {
        _jobs.Clear();
        foreach (var job in open) _jobs[(job.Tenant, job.Job)] = job;
    });

    public void Change(JobView job, string data) => Change(() =>
    {
        if (job.State != "over")
        {
            _jobs[(job.Tenant, job.Job)] = job;
            return;
        }

        if (!_jobs.Remove((job.Tenant, job.Job)) && _over.Any(other => (other.Tenant, other.Job) == (job.Tenant, job.Job))) return;
        _over.Enqueue(job);
        if (_over.Count > KeptOver) _over.Dequeue();
    });

    public void Tell(string sentence) => Change(() => _note = sentence);

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            _terminal.Out.Write(BackAgain);
            foreach (var line in Lines(int.MaxValue)) _terminal.Out.WriteLine(line);
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            _isStale = true;
        }
    }

    private void DrawIfStale()
    {
        lock (_gate)
        {
            if (!_isStale) return;
            _isStale = false;
            _terminal.Out.Write(Home + string.Join("\r\n", Lines(_terminal.Height - 1).Select(line => line + RestOfLine)) + RestOfScreen);
            _terminal.Out.Flush();
        }
    }

    /// <summary>Those that run first, then those that wait, then the newest that are over.</summary>
    private List<string> Lines(int most)
    {
        var jobs = _jobs.Values.OrderBy(job => job.State is "running" or "starting" or "stopping" ? 0 : 1).ThenByDescending(job => job.SubmittedAt, StringComparer.Ordinal).Concat(_over.Reverse());
        using StringWriter drawn = new(CultureInfo.InvariantCulture);
        var states = _jobs.Values.GroupBy(job => job.State).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count():#,0} {group.Key}");
        List<string> lines = [Plain.Cut($"{_me.Site} at {_asked}: {(_jobs.Count == 0 ? "nothing waits or runs" : string.Join(", ", states))}", _terminal.Width)];
        if (_jobs.Count + _over.Count > 0)
        {
            new Terminal(drawn, _terminal.Error, _terminal.Width).Tables.Write(JobTable.Of(jobs, _withTenant, null, _terminal));
            lines.AddRange(drawn.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
        }

        var below = _me.HardwareIsSimulated ? "simulated hardware: no program runs" : "";
        if (_note.Length > 0) below = _note;
        if (lines.Count > most - 2) lines = [.. lines.Take(most - 2), $"and {lines.Count - most + 2} more"];
        return [.. lines, $"\e[2m{Plain.Cut(below, _terminal.Width)}\e[0m"];
    }
}
