namespace Rhodes.Twin.Serving;

/// <summary>A request to a language model.</summary>
/// <param name="Arrival">In seconds since the start.</param>
/// <param name="Prompt">Tokens that come in; at least one.</param>
/// <param name="Output">Tokens that go out; at least one.</param>
/// <param name="Client">Whose it is, from 0 on.</param>
/// <param name="Beginnings">
/// What the prompt begins with, each piece of <see cref="ReplicaSpec.PieceTokens"/> tokens under a number: prompts that begin with the same numbers begin alike, and so far need not be read again. Null: nothing is known of it.
/// </param>
public readonly record struct ServedRequest(double Arrival, int Prompt, int Output, int Client = 0, int[]? Beginnings = null);

/// <summary>What became of it; in seconds since the start.</summary>
/// <param name="FirstToken">When its first token was there.</param>
/// <param name="LastToken">When its last one was.</param>
public readonly record struct ServedAnswer(double FirstToken, double LastToken);
