namespace Rhodes.Server.Log;

/// <summary>The log cannot do what it should, for a reason of its surroundings. The message is for people, and says what to do.</summary>
public class LogException(string sentence, Exception? cause = null) : Exception(sentence, cause);

/// <summary>Something that was in the log is not there any more as it was written.</summary>
/// <param name="Sequence">The first entry that is not sound.</param>
/// <param name="What">What is wrong with it.</param>
public sealed record Damage(long Sequence, string What)
{
    public override string ToString() => $"entry {Sequence:#,0} {What}";
}

/// <summary>What is kept cannot be read, because it is damaged. The message says no folder and no number: whoever reads knows them.</summary>
public sealed class LogUnreadableException(string what, Exception? cause = null) : LogException(what, cause);

/// <summary>What was made from the log cannot be looked at now. It says nothing of what was to be done before the look.</summary>
public sealed class LookException(string sentence, Exception cause) : LogException(sentence, cause);

/// <summary>The log is damaged where nothing but an export helps.</summary>
public sealed class LogDamagedException(string name, Damage damage) : LogException($"{name}: the log is damaged: {damage}. {WhatToDo(name, damage.Sequence - 1)}")
{
    public Damage Damage { get; } = damage;

    /// <param name="sound">How many entries are sound.</param>
    public static string WhatToDo(string name, long sound) => sound > 0
        ? $"The {sound:#,0} before it are sound: 'rhodes log export {name} --out FILE' writes them, and 'rhodes log restore FILE NEW-FOLDER' makes a log of them, or of an earlier export that has more."
        : "'rhodes log restore FILE NEW-FOLDER' makes a new one from an export.";
}
