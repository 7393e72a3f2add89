using System.Diagnostics.CodeAnalysis;

namespace Rhodes.Core.Units;

/// <summary>What can only be a bug. Checked in release builds too, and stops the process.</summary>
public static class Invariant
{
    /// <exception cref="InvariantBrokenException"><paramref name="condition"/> is false.</exception>
    public static void Holds([DoesNotReturnIf(false)] bool condition, string what)
    {
        if (!condition) throw new InvariantBrokenException(what);
    }

    /// <summary>For places that only a bug can reach.</summary>
    /// <exception cref="InvariantBrokenException">Always.</exception>
    public static InvariantBrokenException Broken(string what) => new(what);
}

/// <summary>A law of the core was broken. Never caught: the log up to the last durable event is sound, this process is not.</summary>
public sealed class InvariantBrokenException(string what) : Exception($"invariant broken: {what}");
