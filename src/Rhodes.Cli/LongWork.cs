using System.Diagnostics;
using System.Runtime.InteropServices;
using Rhodes.Core.Units;
using Rhodes.Twin.Keeping;

namespace Rhodes.Cli;

/// <summary>
/// Shows how far long work is, with the time left, and notices Ctrl-C and SIGTERM. On a terminal one line is written over; elsewhere a
/// line comes every ten seconds; short work says nothing.
/// </summary>
internal sealed class LongWork : IDisposable
{
    private readonly Terminal _terminal;
    private readonly string _what;
    private readonly Action<double>? _tell;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ConsoleCancelEventHandler _onCancel;
    private readonly PosixSignalRegistration _onTerminate;
    private long _nextMs;
    private long _secondsBeforeMs;
    private double _doneBefore;
    private bool _shown;
    private volatile bool _interrupted;

    /// <param name="tell">Gets how far it is a few times a second, in place of people; null: they do.</param>
    public LongWork(string what, Terminal terminal, Action<double>? tell = null)
    {
        (_what, _terminal, _tell) = (what, terminal, tell);
        _nextMs = terminal.ErrorIsTerminal || tell is not null ? 500 : 10_000;
        _onCancel = (_, cancel) =>
        {
            cancel.Cancel = !_interrupted;   // the second one ends the process at once
            _interrupted = true;
        };
        Console.CancelKeyPress += _onCancel;
        _onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = !_interrupted;
            _interrupted = true;
        });
    }

    /// <summary>Whether somebody pressed Ctrl-C, or the system wants it to end (SIGTERM): the work is to stop, and to leave nothing half done.</summary>
    public bool IsInterrupted => _interrupted;

    /// <summary>So far, with those before an interruption.</summary>
    public decimal Seconds => decimal.Round(((decimal)_clock.Elapsed.TotalSeconds) + (_secondsBeforeMs / 1_000m), 3);

    /// <summary>Keeps how long it took, for who goes on with it.</summary>
    public void Keep(Keeper keeper)
    {
        var ms = keeper.Number((long)(Seconds * 1_000));
        if (keeper.TakesUp) _secondsBeforeMs = ms;
    }

    /// <summary>What was done already tells nothing of the time that is left.</summary>
    public void GoOnFrom(double fraction) => _doneBefore = fraction;

    /// <param name="fraction">From 0 to 1.</param>
    /// <param name="at">How far simulated time is; null where there is none.</param>
    /// <param name="detail">Something more to say behind the percentage.</param>
    public void Report(double fraction, Instant? at = null, string? detail = null)
    {
        var elapsed = _clock.ElapsedMilliseconds;
        if (elapsed < _nextMs) return;
        _nextMs = elapsed + (_terminal.ErrorIsTerminal || _tell is not null ? 200 : 10_000);
        if (_tell is not null)
        {
            _tell(fraction);
            return;
        }

        var done = fraction - _doneBefore;
        var left = done > 0.005 && fraction < 1 ? $", about {Rounded(elapsed * (1 - fraction) / done)} left" : "";
        var now = at is { } instant ? $" (now {instant.ToString()[..10]})" : detail is null ? "" : $" ({detail})";
        var line = $"{_what}: {fraction * 100:0} %{now}, {Rounded(elapsed)}{left}";
        if (!_terminal.ErrorIsTerminal) _terminal.Error.WriteLine(line);
        else _terminal.Error.Write("\r" + line[..Math.Min(line.Length, _terminal.Width - 1)].PadRight(_terminal.Width - 1));
        _shown = true;
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= _onCancel;
        _onTerminate.Dispose();
        Clear();
    }

    /// <summary>Takes the line off the terminal, for what is said next.</summary>
    public void Clear()
    {
        if (_shown && _terminal.ErrorIsTerminal) _terminal.Error.Write("\r" + new string(' ', _terminal.Width - 1) + "\r");
        _shown = false;
    }

    private static string Rounded(double milliseconds) => $"{Duration.FromSeconds((long)Math.Ceiling(milliseconds / 1_000))}";
}
