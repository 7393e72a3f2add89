namespace Rhodes.Twin.Serving;

/// <summary>A request to a language model.</summary>
/// <param name="Arrival">In seconds since the start.</param>
/// <param name="Prompt">Tokens that come in; at least one.</param>
/// <param name="Output">Tokens that go out; at least one.</param>
/// <param name="Client">Whose it is, from 0 on.</param>
public readonly record struct ServedRequest(double Arrival, int Prompt, int Output, int Client = 0);

/// <summary>What became of it; in seconds since the start.</summary>
/// <param name="FirstToken">When its first token was there.</param>
/// <param name="LastToken">When its last one was.</param>
public readonly record struct ServedAnswer(double FirstToken, double LastToken);
